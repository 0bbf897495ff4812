<?php
// Imports an export into the WordPress of the current folder, as its import page would: every author becomes an
// account, attachments are fetched. Prints what WordPress said.
define( 'WP_LOAD_IMPORTERS', true );
define( 'WP_ADMIN', true );
list( , $importer, $export ) = $argv;
require './wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
wp_set_current_user( 1 );
require $importer . '/wordpress-importer.php';
if ( function_exists( 'wordpress_importer_init' ) ) {
	wordpress_importer_init();
}
$import = new WP_Import();
$parsed = $import->parse( $export );
if ( is_wp_error( $parsed ) ) {
	fwrite( STDERR, $parsed->get_error_message() . "\n" );
	exit( 1 );
}
$_POST['imported_authors'] = array_keys( $parsed['authors'] );
$import->fetch_attachments = true;
$import->import( $export );
