using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Cli.Tests.Commands;

/// <summary><c>likeness describe</c> of images, audio and text.</summary>
public sealed class DescribeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ImagesAreCountedByPartAndClass()
    {
        for (int i = 0; i < 24; i++)
        {
            Picture($"photos/train/{(i < 4 ? "a" : "b")}/{i:00}.png", i < 2 ? 30 : 28, i < 2 ? 20 : 28, i < 4 ? 3 : 1);
            Picture($"photos/test/{(i < 4 ? "a" : "b")}/{i:00}.png", 28, 28, 4);
        }

        File.WriteAllBytes(folder["photos/train/b/09.png"], []);
        string[] lines = (await RunAsync("describe photos")).Succeeded().Output.Split('\n');
        Assert.Equal(
            [
                "Part Class Images Width × height Channels",
                "train a 4 30×20 to 28×28, 2 sizes colour",
                "train b 19 28×28 grey",
                "test a 4 28×28 colour",
                "test b 20 28×28 colour",
            ],
            Rows(lines)
        );
        Assert.Contains("  a training makes them 32×32 (--size, --fit)", lines);
        Assert.Contains("  transparent pixels show white (--background)", lines);
        Assert.Contains("1 file of 24 cannot be read; a training skips it:", lines);
        Assert.Contains(lines, line => line.Contains("09.png: the file is empty", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Model  ae for photos", StringComparison.Ordinal));
        Assert.Equal(
            "--out writes the schema of a table, and photos holds images (leave --out out)",
            (await RunAsync("describe photos --out schema.json")).Sentence()
        );
    }

    [Fact]
    public async Task PicturesThatAreSmallerThanTheSizeArePadded()
    {
        Picture("photos/a.png", 28, 28, 1);
        string shown = (await RunAsync("describe photos")).Succeeded().Output;
        Assert.Contains("a training pads them to 32×32, and samples are 28×28 again", shown);
        Assert.DoesNotContain("Part", shown);
    }

    [Fact]
    public async Task ClipsAndTextsHaveLengths()
    {
        Directory.CreateDirectory(folder["clips"]);
        WavFile.Write(folder["clips/a.wav"], new AudioClip(8_000, new float[4_000]));
        WavFile.Write(folder["clips/b.wav"], new AudioClip(16_000, new float[32_000]));
        string[] lines = (await RunAsync("describe clips")).Succeeded().Output.Split('\n');
        Assert.Equal(
            ["Clips Seconds Length in s Samples per second Channels", "2 2.5 0.5 to 2 8,000 to 16,000 1"],
            Rows(lines)
        );
        Assert.Contains(
            "  a training resamples all to 8,000 samples per second, the lowest rate (--sample-rate)",
            lines
        );
        File.WriteAllText(folder["a.txt"], "ä b\nc d\n");
        lines = (await RunAsync("describe a.txt")).Succeeded().Output.Split('\n');
        Assert.Equal(["File Bytes Characters Different Words Lines", "a.txt 9 8 6 4 2"], Rows(lines));
        Assert.Equal(
            "--background is for images, and the data is text (leave it out, or name other data by --data or --dataset)",
            (await RunAsync("describe a.txt --background red")).Sentence()
        );
    }

    [Fact]
    public async Task TheHelpOfAModelOfSeveralKindsOfDataListsTheOptionsOfEach()
    {
        string help = (await RunAsync("train ae --help")).Succeeded().Output;
        Assert.Contains("Model options for tables", help);
        Assert.Contains("Model options for images", help);
        Assert.Contains("--channels", help);
        Assert.Contains("--size N", help);
        string known = (await RunAsync("train ae --dataset shapes --help")).Succeeded().Output;
        Assert.DoesNotContain("Model options for tables", known);
        Assert.Contains("likeness train gpt2 --data book.txt --help", (await RunAsync("train gpt2 --help")).Output);
    }

    // The cells of the table, without the space between them.
    private static string[] Rows(string[] lines) =>
        [
            .. lines
                .Skip(2)
                .TakeWhile((line, index) => index == 0 || line.Trim().Length > 0)
                .Where(line => !line.Contains('─'))
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        ];

    private void Picture(string name, int width, int height, int channels)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        byte[] pixels = [.. Enumerable.Repeat((byte)100, width * height * channels)];
        File.WriteAllBytes(folder[name], PngEncoder.Encode(new PixelImage(width, height, channels, pixels)));
    }

    private Task<CliResult> RunAsync(string command) => Cli.RunAsync(folder.FullPath, command.Split(' '));
}
