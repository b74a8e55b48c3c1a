using Likeness.Data.Archives;
using Likeness.Testing;
using Likeness.Tests.Modalities.Images;

namespace Likeness.Tests.Data.Archives;

public sealed class FileArchiveTests : IDisposable
{
    private static readonly (string Name, byte[] Content)[] Some =
    [
        ("b/2.txt", [1, 2, 3]),
        ("a/1.txt", []),
        ("a/10.txt", [.. Enumerable.Range(0, 3000).Select(i => (byte)i)]),
        ("top", [9]),
        (".hidden", [1]),
        ("a/.hidden/x", [1]),
        ("__MACOSX/a/1.txt", [1]),
    ];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Kinds => ["folder", "a.zip", "a.tar", "a.tar.gz", "a.tgz"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKindGivesTheSameFiles(string kind)
    {
        var archive = FileArchive.Open(Make(kind, Some));
        string[] names = [.. archive.Files.Where(file => !file.IsFolder).Select(file => file.Name)];
        Assert.Equal(["a/1.txt", "a/10.txt", "b/2.txt", "top"], names);
        int[] indices = [.. names.Select(archive.Find)];
        var read = archive.Read(indices).OrderBy(one => one.Position).Select(one => one.Content).ToArray();
        Assert.Equal([0, 3000, 3, 1], read.Select(content => content.Length));
        Assert.Equal(Some[2].Content, read[1]);
        Assert.Equal([1, 2, 3], archive.Read("b/2.txt"));
        Assert.Equal(3000, archive.Files[indices[1]].Length);
        Assert.Contains("it holds no c/3.txt", Error(() => archive.Read("c/3.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FoldersAreFoundWhetherListedOrNot(string kind)
    {
        var tree = new FileTree(FileArchive.Open(Make(kind, Some)));
        Assert.Equal(["a", "b"], tree.Folders(""));
        Assert.Equal(2, tree.Files("a/").Count);
        Assert.Empty(tree.Folders("a/"));
        Assert.Empty(tree.Files("none/"));
    }

    /// <summary>As <c>tar -C DIR .</c> writes it.</summary>
    [Theory]
    [InlineData("a.tar")]
    [InlineData("a.tgz")]
    public void ATarOfTheFolderItselfHasItsFiles(string kind)
    {
        byte[] tar = TinyPictures.Tar([("./", []), ("./a/", []), ("./a/1.png", [1]), ("./b/", []), ("./b/2.png", [2])]);
        var archive = FileArchive.Open(folder.Bytes(kind, kind == "a.tar" ? tar : TinyPictures.Gzip(tar)));
        var tree = new FileTree(archive);
        Assert.Equal(["a", "b"], tree.Folders(""));
        Assert.Equal([1], archive.Read("a/1.png"));
    }

    [Fact]
    public void ATarInsideOfATarIsAFolder()
    {
        byte[] inner = TinyPictures.Tar([("x_1.JPEG", [1, 2]), ("x_2.JPEG", [3, 4, 5])]);
        byte[] other = TinyPictures.Tar([("y_1.JPEG", [6])]);
        string path = folder.Bytes("outer.tar", TinyPictures.Tar([("n2.tar", other), ("n1.tar", inner), ("z", [7])]));
        var archive = FileArchive.Open(path);
        Assert.Equal(["n1/x_1.JPEG", "n1/x_2.JPEG", "n2/y_1.JPEG", "z"], archive.Files.Select(file => file.Name));
        Assert.Equal([3, 4, 5], archive.Read("n1/x_2.JPEG"));
        Assert.Equal([6], archive.Read("n2/y_1.JPEG"));
        Assert.Equal([7], archive.Read("z"));
    }

    [Fact]
    public void ArchivesMayHaveMoreFilesThanTheOldFormatCounts()
    {
        var many = Enumerable.Range(0, 66_000).Select(i => ($"f/{i:00000}", i % 10_000 == 0 ? new byte[] { 7 } : []));
        var archive = FileArchive.Open(TinyPictures.Zip(folder.At("many.zip"), many));
        Assert.Equal(66_000, archive.Files.Count);
        Assert.Equal([7], archive.Read("f/60000"));
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tar")]
    [InlineData("a.tar.gz")]
    public void ACutArchiveIsNamedInOneSentence(string kind)
    {
        string path = Make(kind, Some);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 1; length < whole.Length - 1024; length += 211)
        {
            File.WriteAllBytes(path, whole[..length]);
            try
            {
                var archive = FileArchive.Open(path);
                int[] files = [.. Enumerable.Range(0, archive.Files.Count).Where(i => !archive.Files[i].IsFolder)];
                _ = archive.Read(files).Count();
            }
            catch (LikenessException error)
            {
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void WhatIsNoArchiveIsNamed()
    {
        Assert.Contains("not a valid archive", Error(() => FileArchive.Open(folder.Text("a.zip", "text"))));
        Assert.Contains("not a valid archive", Error(() => FileArchive.Open(folder.Text("a.tgz", "text"))));
        Assert.Contains("no such file", Error(() => FileArchive.Open(folder.At("none.zip"))));
        Assert.Contains("damaged", Error(() => FileArchive.Open(folder.Text("a.tar", new string('x', 2048)))));
    }

    [Fact]
    public void TheStampChangesWithTheContent()
    {
        string path = Make("folder", Some);
        string before = FileArchive.Open(path).Stamp;
        Assert.Equal(before, FileArchive.Open(path).Stamp);
        File.WriteAllBytes(Path.Combine(path, "top"), [1, 2]);
        Assert.NotEqual(before, FileArchive.Open(path).Stamp);
    }

    private string Make(string kind, (string Name, byte[] Content)[] files) =>
        kind switch
        {
            "folder" => TinyPictures.Folder(folder.At(kind), files),
            "a.zip" => TinyPictures.Zip(folder.At(kind), files),
            "a.tar" => folder.Bytes(kind, TinyPictures.Tar(files)),
            _ => folder.Bytes(kind, TinyPictures.Gzip(TinyPictures.Tar(files))),
        };

    private static string Error(Func<object> action) => Assert.Throws<LikenessException>(() => action()).Message;
}
