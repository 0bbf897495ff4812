<?php
// Prints what WordPress now holds, as JSON.
require './wp-load.php';
function names( $id, $taxonomy ) {
	$terms = wp_get_object_terms( $id, $taxonomy, array( 'fields' => 'names' ) );
	$names = array_map( 'html_entity_decode', is_wp_error( $terms ) ? array() : $terms );
	sort( $names );
	return $names;
}
$told = array();
global $wpdb;
foreach ( $wpdb->get_results( "SELECT * FROM $wpdb->posts WHERE post_type IN ('post', 'page', 'attachment') AND post_status <> 'auto-draft' ORDER BY ID" ) as $post ) {
	$author = get_userdata( $post->post_author );
	$thumbnail = get_post_thumbnail_id( $post->ID );
	$told[] = array(
		'type'      => $post->post_type,
		'title'     => html_entity_decode( $post->post_title, ENT_QUOTES ),
		'status'    => $post->post_status,
		'date'      => $post->post_date,
		'gmt'       => $post->post_date_gmt,
		'slug'      => urldecode( $post->post_name ),
		'link'      => urldecode( str_replace( home_url( '/' ), '', get_permalink( $post->ID ) ) ),
		'author'    => $author ? $author->display_name : '',
		'tags'      => names( $post->ID, 'post_tag' ),
		'sections'  => array_values( array_diff( names( $post->ID, 'category' ), array( 'Uncategorized' ) ) ),
		'text'      => trim( preg_replace( '/\s+/u', ' ', html_entity_decode( wp_strip_all_tags( str_replace( '<', ' <', $post->post_content ) ), ENT_QUOTES ) ) ),
		'pictures'  => preg_match_all( '/<img[^>]+src="([^"]*)"/', $post->post_content, $found ) ? $found[1] : array(),
		'thumbnail' => $thumbnail ? basename( (string) get_attached_file( $thumbnail ) ) : '',
		'own'       => (string) get_post_meta( $post->ID, '_broadsheet', true ),
		'comments'  => (int) $post->comment_count,
	);
}
$terms = array();
foreach ( array( 'post_tag', 'category' ) as $taxonomy ) {
	foreach ( get_terms( array( 'taxonomy' => $taxonomy, 'hide_empty' => false ) ) as $term ) {
		$terms[ html_entity_decode( $term->name ) ] = array(
			'taxonomy'    => $taxonomy,
			'slug'        => urldecode( $term->slug ),
			'description' => html_entity_decode( $term->description ),
			'parent'      => $term->parent ? html_entity_decode( get_term( $term->parent, $taxonomy )->name ) : '',
		);
	}
}
echo wp_json_encode( array( 'items' => $told, 'terms' => $terms, 'version' => get_bloginfo( 'version' ) ) );
