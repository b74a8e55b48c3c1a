namespace Likeness.Cli.Tests.Errors;

/// <summary>A preset that does not exist: the sentence says which model was understood, and why.</summary>
public sealed class PresetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AFolderOfImagesMeansTheModelOfImages()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "pictures"));
        File.WriteAllBytes(Path.Combine(folder.FullPath, "pictures/a.png"), []);
        string[] arguments =
        [
            "train",
            "realnvp",
            "--preset",
            "origin",
            "--data",
            Path.Combine(folder.FullPath, "pictures"),
        ];
        var result = await Cli.RunAsync(folder.FullPath, arguments);
        Assert.Contains(
            "'origin' is no preset of realnvp for images, which was chosen because the data is images (choose from small, vanilla)",
            result.Sentence()
        );
    }

    [Fact]
    public async Task TheModelOfTablesIsNamedAsSuch()
    {
        var result = await Cli.RunAsync(folder.FullPath, "train", "realnvp", "--preset", "small");
        Assert.Contains("'small' is no preset of realnvp for tables (choose from pi-generator)", result.Sentence());
    }

    [Fact]
    public async Task AModelOfOneKindIsNamedAlone()
    {
        var result = await Cli.RunAsync(folder.FullPath, "train", "dcgan", "--dataset", "mnist", "--preset", "origin");
        Assert.Contains("'origin' is no preset of dcgan (choose from small)", result.Sentence());
    }
}
