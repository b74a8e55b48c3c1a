using Likeness.Data.Downloads;
using Likeness.Testing;

namespace Likeness.Tests.Data.Downloads;

public sealed class DatasetFolderTests : IDisposable
{
    private static readonly PublishedFile File = new(
        "a.gz",
        new string('0', 32),
        1,
        new Uri("http://example.org/a.gz")
    );

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_are_found_in_the_datasets_folder_then_in_the_root_under_any_of_their_names()
    {
        var digits = new DatasetFolder("digits", "digits", folder.Location, null);
        Directory.CreateDirectory(folder.At("digits"));
        string unpacked = folder.Text("a", "1");
        Assert.Equal(unpacked, digits.Require(File, "a"));
        string inside = folder.Text(Path.Combine("digits", "a"), "1");
        Assert.Equal(inside, digits.Require(File, "a"));
        string packed = folder.Text("a.gz", "1");
        Assert.Equal(packed, digits.Require(File, "a"));
        Assert.Null(digits.Find("b", "c"));
    }

    [Fact]
    public void Without_the_network_it_is_said_which_file_to_put_where()
    {
        var digits = new DatasetFolder("digits", "digits", folder.Location, null);
        var error = Assert.Throws<LikenessException>(() => digits.Require(File));
        Assert.Equal(
            $"digits: there is no a.gz in '{folder.At("digits")}' (get it from http://example.org/a.gz and put it there, "
                + "or name the folder that datasets are in by DataFolder or LIKENESS_DATA)",
            error.Message
        );
    }

    [Fact]
    public void Files_that_are_given_by_hand_or_with_consent_are_not_downloaded()
    {
        var digits = new DatasetFolder("digits", "digits", folder.Location, new FileDownload(), terms: "for research");
        var error = Assert.Throws<LikenessException>(() => digits.Require(File));
        Assert.Equal(
            $"digits: the download of a.gz (1 bytes) asks for consent to its terms, 'for research' (give AcceptsTerms, or put the file into '{folder.At("digits")}')",
            error.Message
        );
        error = Assert.Throws<LikenessException>(() => digits.Require(File with { IsByHand = true }));
        Assert.Contains("its authors offer it by hand only (get it from http://example.org/a.gz", error.Message);
        string there = folder.Text("a.gz", "1");
        Assert.Equal(there, digits.Require(File with { IsByHand = true }));
    }

    [Fact]
    public void All_missing_files_are_named_at_once_with_the_folders_that_stand_for_them()
    {
        var page = new Uri("http://example.org/");
        PublishedFile[] files =
        [
            .. new[] { "a.tar", "b.tar", "c.txt", "d.gz" }.Select(name => new PublishedFile(name, "", 1, page)
            {
                IsByHand = true,
                Extracted = name.EndsWith(".tar", StringComparison.Ordinal) ? [name[..1]] : [],
            }),
        ];
        var digits = new DatasetFolder("digits", "digits", folder.Location, null) { Files = files };
        folder.Text("d", "1");
        var error = Assert.Throws<LikenessException>(() => digits.Require(files[0]));
        Assert.StartsWith(
            $"digits: there is no a.tar in '{folder.At("digits")}', nor b.tar and c.txt, and its authors offer them by hand only (get them "
                + "from http://example.org/ and put them there, or what is extracted from archives as a and b, or name the folder",
            error.Message,
            StringComparison.Ordinal
        );
        Directory.CreateDirectory(folder.At("b"));
        Assert.Contains("nor c.txt,", Assert.Throws<LikenessException>(() => digits.Require(files[0])).Message);
    }

    [Fact]
    public void The_root_is_what_is_asked_for_else_a_folder_of_the_users_own()
    {
        Assert.Equal(folder.Location, DataRoot.Resolve(folder.Location));
        Assert.True(Path.IsPathRooted(DataRoot.Resolve()));
        Assert.True(Path.IsPathRooted(DataRoot.Resolve("data")));
    }
}
