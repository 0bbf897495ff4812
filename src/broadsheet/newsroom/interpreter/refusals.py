"""What the rooms below refuse, and why."""

from django.utils.translation import gettext_noop as _

__all__ = ["BYLINES", "GARDEN", "PICTURES", "REFUSALS", "SEEMS", "SETTINGS"]

REFUSALS = (
    _("couldn't rescue {name}: it seems to be {seems}; {advice}"),
    _("couldn't rescue {name}: it is a gzip archive; {advice}"),
    _("couldn't rescue {name}: it is empty; look for a whole copy"),
    _(
        "couldn't rescue {name}: it is a text, but shows no posts one after the other; copy the "
        "whole of a tag's or the front page's text"
    ),
    _("couldn't rescue {name}: it is a folder; name the files in it"),
    _("couldn't rescue {name}: there is no such file; check the name"),
    _("couldn't find any page's address in {path}: it needs one URL a line, a sitemap or CDX lines"),
    _("couldn't read {path}: it is larger than {size} MB; give only the site's own pages"),
    _("couldn't read {path} as a sitemap: it is not XML; give a sitemap, a URL list or CDX lines"),
    _(
        "couldn't read any page's address from {path}: it only lists {count} other sitemaps (such "
        "as {name}); save those beside it or give them instead"
    ),
    _("couldn't read {path}: {error}; check the name and that the file is there"),
    _("couldn't read {path}: {error}; check that the file is there"),
    _("couldn't read {path}: {error}"),
    _("couldn't unpack {path}: the gzip file breaks off; get it again or give it unpacked"),
    _("couldn't unpack {path}: the gzip file is damaged; get it again or give it unpacked"),
    _("couldn't read {path} as a list of addresses: it is XML but no sitemap (its root is <{kind}>)"),
    _(
        "couldn't go on reading: the process that reads was ended from outside, perhaps for want "
        "of memory; run the same command again to go on"
    ),
    _("couldn't read addresses from {path}: there is no such file; check the name"),
    _("couldn't read addresses from {path}: there is no such file"),
    _(
        "couldn't write to the archive {archive}: {error}; see that there is room on the disk, "
        "then run the same command again"
    ),
    _(
        "couldn't write to the archive {archive}: {error}; see that there is room on the disk and "
        "nobody else keeps it locked, then run the same command again to go on"
    ),
    _("couldn't look for pictures in {folder}: it isn't a folder; name the copy of the uploads"),
    _("couldn't take pictures from {folder}: there is no such folder"),
    _(
        "couldn't read {path} as the text of an archive page: it shows no posts one after the "
        "other; give the text of a tag, category, author or date page"
    ),
    _(
        "couldn't read {path}: {size} bytes are too many for the text of archive pages; give one file per page"
    ),
    _(
        "couldn't read {path}: it swells to more than {times} times its size when it is unpacked, "
        "as no export does; look for another copy"
    ),
    _(
        "couldn't read {path}: it is a zip archive that is damaged or not whole; unpack it with a "
        "repair program and rescue what is in it"
    ),
    _(
        "couldn't read the export: an item of it is larger than {size} MB, as no post is; look for another copy"
    ),
    _(
        "couldn't read {path} as a WordPress export: it has no <channel> with items or terms; "
        "export again under Tools, Export in WordPress"
    ),
    _("{told}, then run the same command again to go on"),
    _("{error} while reading: {told}"),
    _("couldn't take in {name}: the file is broken; look for another copy of it"),
    _("couldn't take in {name}: {error} in {folder}; make room there or allow writing"),
)

SEEMS = (
    _("a zip archive (zip, docx, xlsx, epub or wacz) in which no export can be read"),
    _("an empty zip archive"),
    _("a 7-Zip archive"),
    _("a rar archive"),
    _("a bzip2 archive"),
    _("an xz archive"),
    _("a zstd archive"),
    _("a tar archive"),
    _("an image (PNG)"),
    _("an image (JPEG)"),
    _("an image (GIF)"),
    _("an image (TIFF)"),
    _("an image (BMP)"),
    _("an image (WebP)"),
    _("an image (AVIF or HEIC)"),
    _("a PDF"),
    _("a rich text document (RTF)"),
    _("an old Office document"),
    _("an SQLite database"),
    _("a web archive (WARC)"),
    _("a sound file"),
    _("a sound or film file"),
    _("a WordPress export"),
    _("an HTML page"),
    _("an SVG drawing"),
    _("a Blogger export"),
    _("an RSS feed"),
    _("an Atom feed"),
    _("a sitemap"),
    _("an OPML list of feeds"),
    _("a phpMyAdmin XML dump"),
    _("a MySQL XML dump"),
    _("a phpMyAdmin SQL dump"),
    _("an SQL dump"),
    _("a Ghost export"),
    _("a JSON feed"),
    _("a JSON file"),
    _("a Movable Type export"),
    _("a saved web page (MHTML)"),
    _("a PHP program"),
    _("a piece of HTML"),
    _("an XML file, but no WordPress export"),
    _("a Markdown file with front matter"),
    _("no text"),
    _("text with HTML in it"),
    _("the bare text of a tag archive"),
    _("unpack it and rescue what is in it"),
    _("make an export under Tools, Export in WordPress"),
    _("give the folder of pictures with --media"),
    _("a feed holds only the newest posts; look for an export or another copy"),
    _("load it into a WordPress and make an export under Tools, Export in WordPress"),
    _("paste its text into a text file"),
    _("save it as plain text"),
    _("rescue a copy of the site, not a database"),
    _("this kind of copy is not read yet"),
    _("rescue the text of the site"),
    _("give it with --urls beside a copy of the posts"),
    _("rescue a copy of what the site showed"),
    _("to get one, make an export under Tools, Export in WordPress"),
    _("rescue a copy of the site's pages"),
    _("rescue the pages it comes from, or their text alone"),
)

PICTURES = (
    _("couldn't take in {name}: there is no such file; check its name"),
    _("couldn't take in {name}: {error}; check the file"),
    _("couldn't take in {name}: it is {size} MB and pictures may have {most} MB; save a smaller copy"),
    _("couldn't take in {name}: the file is empty; look for another copy of it"),
    _("couldn't take in {name}: SVG drawings can hold scripts; export it as PNG and take that in"),
    _("couldn't take in {name}: it is a web page saved under a picture's name; look for another copy"),
    _("couldn't take in {name}: it isn't a picture of a kind known here; save it as JPEG or PNG"),
    _(
        "couldn't take in {name}: HEIC pictures can't be read here; export it as JPEG (phones do when sharing)"
    ),
    _("couldn't take in {name}: it is a film or another container, not a picture; take a still of it"),
    _("couldn't take in {name}: it has more than {count} million pixels; save a smaller copy"),
    _("the picture"),
)

SETTINGS = (
    _("couldn't change {path}: {names} can't be set without changing something else; set it there by hand"),
    _("couldn't change {path}: somebody wrote the file by hand at this very moment; change it again"),
    _("couldn't change {path}: {error}; put that right by hand"),
    _("couldn't change {path}: {error}; make room there or allow writing"),
    _("couldn't change '{name}': somebody else made it {now} meanwhile; look at it, and change it again"),
    _("couldn't read {path}: {error}; put it back, or allow reading it"),
    _("couldn't read {path}: it is not UTF-8; save it as UTF-8"),
    _("couldn't read {path}: {error}; put it back"),
    _("couldn't read {path}: there is no setting '{name}'; known here: {names}"),
    _("couldn't read {path}: '{name}' is {value}, but must be one of {allowed}"),
    _("couldn't read {path}: '{name}' is {value}, but must be {wanted}"),
    _("couldn't read {path}: '{name}' is {value}, but {why}"),
    _("a whole number"),
    _("of another kind"),
    _("must start with https:// or http://"),
    _("must be widths between 16 and 4096"),
    _("must be between 1 and 100"),
    _("must be between 1 and 500"),
    _("must be a colour written like #8c1d18"),
    _("no time zone has that name; write it like Asia/Tehran"),
    _("couldn't read the logo {name}: {error}; 'look.logo' names a picture in the publication's folder"),
    _("couldn't use the logo {name}: a logo is SVG, PNG, JPEG, GIF or WebP; convert it to one of them"),
    _("couldn't explain {address}: no edition ever published it; look for it with 'broadsheet serve'"),
)

GARDEN = (
    _("couldn't leave a tag without a name: type one"),
    _("couldn't take so long a name: 300 letters is the most"),
    _("couldn't call it “%(name)s”: another tag is called so; merge the two instead"),
    _("couldn't call it “%(name)s”: that is another name of the tag “%(other)s”; take it away there first"),
    _("couldn't place “%(name)s” below “%(parent)s”: that is the tag itself, or stands below it"),
    _("couldn't merge a tag into itself: choose another one"),
    _(
        "couldn't take apart “%(name)s” and “%(other)s”: “%(other)s” is not there any more; bring it back first"
    ),
    _("couldn't delete “%(name)s”: posts bear it; merge it into another tag, or take it off them first"),
    _("couldn't bring back “%(name)s”: another tag has its address by now"),
    _("couldn't bring back “%(name)s”: another tag is called “%(taken)s” by now"),
    _("couldn't undo that: a tag that was made, “%(name)s”, is deleted on its own page"),
    _("couldn't undo that: it was undone already"),
    _("couldn't undo that: the tag “%(name)s” is not there any more; bring it back first"),
    _("couldn't undo that: “%(name)s” was changed again since; undo the later change first"),
    _("couldn't undo that: the tag that “%(name)s” stood below is not there any more, or stands below it"),
)

BYLINES = (
    _("couldn't leave an author without a name: type one"),
    _("couldn't take so long a name: 300 letters is the most"),
    _("couldn't call them “%(name)s”: that is a name of “%(other)s”; merge the two instead"),
    _("couldn't merge an author into themselves: choose another one"),
)
