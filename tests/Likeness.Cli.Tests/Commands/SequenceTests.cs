using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Text and audio, from training to samples.</summary>
public sealed class SequenceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task ATextIsLearnedDrawnJudgedAndScored()
    {
        LongTest.Require();
        folder.Write("book.txt", string.Concat(Enumerable.Range(0, 300).Select(i => $"the cat {i % 7} sat on it.\n")));
        string[] train = ["train", "gpt2", "--data", "book.txt", "--preset", "small", "--threads", "1", "--out", "run"];
        var trained = (await RunAsync(train)).Succeeded();
        Assert.Contains("Bits per byte", trained.Output);
        Assert.Contains("7-grams", trained.Output);

        string[] sample =
        [
            "sample",
            "run",
            "--prompt",
            "the c",
            "--length",
            "30",
            "--top-k",
            "3",
            "--temperature",
            "0.5",
        ];
        var sampled = (await RunAsync(sample)).Succeeded();
        Assert.StartsWith("the c", sampled.Output, StringComparison.Ordinal);
        (await RunAsync([.. sample, "--out", "drawn.txt"])).Succeeded();
        Assert.Equal(
            sampled.Output.TrimEnd('\r', '\n'),
            File.ReadAllText(Path.Combine(folder.FullPath, "drawn.txt")).TrimEnd('\n')
        );
        Assert.Contains("\"bitsPerByte\"", (await RunAsync("evaluate", "run", "--json")).Succeeded().Output);
        (await RunAsync("score", "run", "--data", "book.txt", "--out", "lines.csv")).Succeeded();
        Assert.Equal(
            "line,bytes,bits,bits_per_byte,rank",
            File.ReadLines(Path.Combine(folder.FullPath, "lines.csv")).First()
        );
        Assert.Equal(301, File.ReadLines(Path.Combine(folder.FullPath, "lines.csv")).Count());

        var odd = await RunAsync("sample", "run", "--seconds", "2");
        Assert.Contains("--seconds is for audio, and this run is of text (leave it out)", odd.Sentence());
        odd = await RunAsync("train", "realnvp", "--data", "book.txt");
        Assert.Contains("realnvp learns images and tables, but book.txt is text", odd.Sentence());
    }

    [SkippableFact]
    public async Task SoundIsLearnedDrawnAndJudged()
    {
        LongTest.Require();
        string[] train = ["train", "wavenet", "--dataset", "tones", "--dataset-rows", "4", "--preset", "small"];
        var trained = (await RunAsync([.. train, "--threads", "1", "--out", "run"])).Succeeded();
        Assert.Contains("Bits per sample", trained.Output);

        string[] sample = ["sample", "run", "-n", "2", "--seconds", "0.05"];
        (await RunAsync([.. sample, "--class", "G4", "--out", "notes"])).Succeeded();
        Assert.Equal(44 + (2 * 400), new FileInfo(Path.Combine(folder.FullPath, "notes/0002-G4.wav")).Length);
        (await RunAsync([.. sample, "--out", "notes.wav"])).Succeeded();
        Assert.Equal(44 + (2 * 800), new FileInfo(Path.Combine(folder.FullPath, "notes.wav")).Length);
        Assert.Contains("\"bitsPerSample\"", (await RunAsync("evaluate", "run", "--json")).Succeeded().Output);

        var scored = (await RunAsync("score", "run", "--data", "notes.wav", "--out", "clips.csv")).Sentence();
        Assert.Contains("the clips have no classes", scored);
        (await RunAsync("score", "run", "--out", "clips.csv")).Succeeded();
        string[] clips = File.ReadAllLines(Path.Combine(folder.FullPath, "clips.csv"));
        Assert.Equal("class,clip,samples,bits,bits_per_sample,rank", clips[0]);
        Assert.Equal(4, clips.Length - 1);

        var odd = await RunAsync([.. sample, "--class", "H4", "--out", "notes"]);
        Assert.Contains("'H4' is not a class of the run (choose from C4, D4", odd.Sentence());
        Assert.Contains("clips are written to files", (await RunAsync(sample)).Sentence());
        folder.Write("odd.wav", "no sound at all");
        odd = await RunAsync("train", "wavenet", "--data", "odd.wav");
        Assert.Contains("odd.wav", odd.Sentence());
    }

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync(folder.FullPath, arguments);
}
