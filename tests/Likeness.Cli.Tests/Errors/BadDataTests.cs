namespace Likeness.Cli.Tests.Errors;

/// <summary>Invalid data gives one sentence with the file, the location and a fix, exit code 2, and no run folder.</summary>
public sealed class BadDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3")] // ragged
    [InlineData("a,b\n1,2\n3,inf\n5,6\n", "line 3, column 'b'")]
    [InlineData("a,b\n1,2\n3,1e999\n5,6\n", "line 3, column 'b'")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("", "empty")]
    public async Task OfACsvIsNamedByLineAndColumn(string text, params string[] parts) =>
        await RefusesAsync(folder.Write("points.csv", text), ["points.csv", .. parts]);

    [Theory]
    [InlineData("a,b\n1,2\n", "1 row ")]
    [InlineData(
        "a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n",
        "every column of the data holds a single value"
    )]
    public async Task ThatTeachNothingAreSaidToBeSo(string text, string part) =>
        await RefusesAsync(folder.Write("points.csv", text), part);

    [Fact]
    public async Task ThatIsNotThereIsSaid() => await RefusesAsync("absent.csv", "absent.csv");

    [Fact]
    public async Task ThatIsAFolderIsSaid()
    {
        Directory.CreateDirectory(folder["points.csv"]);
        await RefusesAsync("points.csv", "points.csv");
    }

    [Theory]
    [InlineData("points.npy")]
    [InlineData("points.jpg")]
    [InlineData("points.xlsx")]
    public async Task OfAnotherKindThanItsNameIsSaid(string name) =>
        await RefusesAsync(folder.Write(name, "these are words, not numbers"), name);

    [Fact]
    public async Task OfATruncatedArrayIsSaid()
    {
        // 100 float64 promised, 4 bytes given.
        string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (50, 2), }".PadRight(117) + "\n";
        byte[] file =
        [
            0x93,
            .. "NUMPY"u8,
            1,
            0,
            (byte)header.Length,
            0,
            .. System.Text.Encoding.ASCII.GetBytes(header),
            1,
            2,
            3,
            4,
        ];
        await RefusesAsync(folder.Write("points.npy", file), "points.npy");
    }

    [SkippableFact]
    public async Task OfATruncatedPictureIsSaid()
    {
        byte[] picture = File.ReadAllBytes(Likeness.Testing.SharedData.Require("pi/sparse_pi_colored.jpg"));
        File.Copy(Likeness.Testing.SharedData.Require("pi/pi_xs.npy"), folder["xs.npy"]);
        File.Copy(Likeness.Testing.SharedData.Require("pi/pi_ys.npy"), folder["ys.npy"]);
        folder.Write("half.jpg", picture[..(picture.Length / 2)]);
        await RefusesAsync(["xs.npy", "ys.npy", "half.jpg"], "half.jpg");
    }

    private Task RefusesAsync(string file, params string[] parts) => RefusesAsync([file], parts);

    private async Task RefusesAsync(string[] files, params string[] parts)
    {
        var before = folder.Content.ToList();
        var result = await Cli.RunAsync(folder.FullPath, ["train", "realnvp", "--epochs", "1", "--data", .. files]);
        string sentence = result.Sentence();
        Assert.All(parts, part => Assert.Contains(part, sentence));
        Assert.Equal(before, folder.Content);
    }
}
