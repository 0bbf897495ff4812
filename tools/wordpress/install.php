<?php
// Installs WordPress into its empty database, without its sample post and page.
define( 'WP_INSTALLING', true );
require './wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'An empty site', 'admin', 'admin@paper.invalid', false, '', wp_generate_password() );
foreach ( get_posts( array( 'post_type' => array( 'post', 'page' ), 'post_status' => 'any', 'numberposts' => -1 ) ) as $post ) {
	wp_delete_post( $post->ID, true );
}
update_option( 'permalink_structure', '/%year%/%monthnum%/%day%/%postname%/' );
update_option( 'timezone_string', $argv[1] );
