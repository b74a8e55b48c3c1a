using System.Text;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Sequences;
using Likeness.Modalities.Text;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Tasks;
using Likeness.Models;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Text;

/// <summary>Models of text, from the data to their tasks.</summary>
public sealed class TextModelTests : IDisposable
{
    private const string Numbers = "x y\n1 2\n3 4\n5 6\n";

    private readonly TemporaryFolder folder = new();

    // Half of the text is easy: its beginning alone would give half of the bits per byte.
    [Fact]
    public void PiecesOfALongTextAreOfAllItsParts()
    {
        var text = new TextCorpus((byte[])[.. Enumerable.Range(0, 10_000).Select(i => (byte)(i / 100))]);
        var some = TextModelEvaluation.Spread(text, 1600);
        Assert.Equal(1600, some.Length);
        Assert.Equal((0, 99), (some.Bytes.Span[0], some.Bytes.Span[^1]));
        Assert.InRange(some.Bytes.ToArray().Average(value => value), 49, 50);
        Assert.Same(text, TextModelEvaluation.Spread(text, 10_000));
    }

    [Theory]
    [InlineData(10_000, 0.2, 0.1)]
    [InlineData(1 << 20, 1 / 16.0, 1 / 32.0)]
    public void LittleOfALongTextIsHeldOut(int length, double test, double validation)
    {
        var (modality, source) = (new TextModality(), DataSource.FromFiles(folder.Bytes("a.txt", new byte[length])));
        Assert.Equal(new SplitSettings(test, validation, 3), modality.SplitOf(source, null, null, 3));
        Assert.Equal(new SplitSettings(0.3, validation, 3), modality.SplitOf(source, 0.3, null, 3));
        Assert.Equal(new SplitSettings(0, 0, 3), modality.SplitOf(source, 0, 0, 3));
    }

    [Theory]
    [InlineData(200, "(train on more text).")]
    [InlineData(1000, "(train on more text, or with more of it held out: --holdout 0.3).")]
    public void MoreIsHeldOutWhereThatCanHelp(int lines, string remedy)
    {
        folder.Text(
            "short.txt",
            string.Concat(Enumerable.Range(0, lines).Select(i => $"the cat {i % 7} sat on it.\n"))
        );
        using var run = Train("run", 1, source: "short.txt");
        string warning = Assert.Single(
            run.Evaluate(new EvaluationRequest { Samples = 20 }).Warnings,
            text => text.StartsWith("There is too little text", StringComparison.Ordinal)
        );
        Assert.EndsWith(remedy, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(264)]
    public void AModelOfTextSamplesAndScores(int vocabulary)
    {
        using var run = Train("run", 1, vocabulary);
        var text = run.As<TextModel>();
        Assert.Equal(vocabulary, text.Transform.Vocabulary.Count);
        string sampled = string.Concat(text.SampleText("the c", 40, seed: 3));
        Assert.StartsWith(string.Concat(text.SampleText("the c", 20, seed: 3)), sampled, StringComparison.Ordinal);
        Assert.NotEqual(string.Concat(text.SampleText("the c", 40, seed: 4)), sampled);
        Assert.Equal(
            Encoding.UTF8.GetBytes(string.Concat(text.SampleText("", 40, seed: 5))),
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(run.Sample<TextCorpus>(40, seed: 5).Span))
        );

        var lines = new TextCorpus(Encoding.UTF8.GetBytes("the cat 3 sat.\nthe dog\nä\n"));
        var scores = text.ScoreLines(lines);
        Assert.Equal([15, 8, 3], scores.ColumnValues(1));
        Assert.Equal(text.ComputeCodeLength(lines).Nats / Math.Log(2), scores.ColumnValues(2).Sum(), 1e-9);
        Assert.Equal(
            -text.ComputeCodeLength(lines).Nats,
            run.As<IScorer<TextCorpus>>().Score(lines).LogDensity.Sum(),
            1e-9
        );
    }

    [Fact]
    public void PlantedAnomaliesRankFirstAndAreFlagged()
    {
        using var run = Train("run", 6);
        var text = run.As<TextModel>();
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => $"the cat {i % 7} sat on it.\n")];
        int[] planted = [6, 17, 30];
        foreach (int line in planted)
        {
            lines[line] = $"ZQ#{line}|xx~~ KW@@@ !9%^&\n";
        }

        var ranking = text.Rank(Corpus(lines), falseAlarm: 0.1);
        Assert.Equal([1, 2, 3], planted.Select(line => ranking.Ranking.Ranks[line]).Order());
        Assert.All(planted, line => Assert.True(ranking.Ranking.IsFlagged(line)));
        Assert.InRange(Enumerable.Range(0, 40).Count(ranking.Ranking.IsFlagged), 3, 12);
        var table = ranking.ToTable();
        Assert.Equal(
            ["line", "bytes", "bits", "bits_per_byte", "rank", "flagged"],
            table.Columns.Select(column => column.Name)
        );
        Assert.Equal(text.ScoreLines(Corpus(lines)).ColumnValues(2), table.ColumnValues(2));

        var against = text.Rank(Corpus(lines[..6]), anomalies: Corpus([.. planted.Select(line => lines[line])]));
        Assert.Equal([.. Enumerable.Repeat(false, 6), true, true, true], against.IsAnomaly);
        Assert.Equal([1, 2, 3], against.Ranking.Ranks.Skip(6).Order());
        Assert.Contains(
            "a false-alarm rate of 0.001 cannot be set with",
            Assert.Throws<LikenessException>(() => text.Rank(Corpus(lines), falseAlarm: 0.001)).Message
        );

        static TextCorpus Corpus(string[] lines) => new(Encoding.UTF8.GetBytes(string.Concat(lines)));
    }

    [Fact]
    public void PartsOfATextHaveTogetherItsBits()
    {
        using var run = Train("run", 1);
        var text = run.As<TextModel>();
        var book = new TextCorpus(File.ReadAllBytes(folder.At("book.txt")).AsMemory(0, 1000));
        double bits = text.ComputeCodeLength(book).Nats / Math.Log(2);
        foreach (var unit in Enum.GetValues<TextUnit>())
        {
            var ranking = text.Rank(book, unit, window: 300);
            Assert.Equal(1000, ranking.Lengths.Sum());
            Assert.Equal(bits, ranking.Bits.Sum(), 1e-6);
        }

        Assert.Equal([300, 300, 300, 100], text.Rank(book, TextUnit.Window, 300).Lengths);
        Assert.Equal(1, text.Rank(book, TextUnit.Paragraph).Ranking.Ranks[0]);
    }

    [Theory]
    [InlineData("a\nb\n\nc\n", TextUnit.Paragraph, new[] { 5, 2 })]
    [InlineData("\n\na\n \n\nb", TextUnit.Paragraph, new[] { 7, 1 })]
    [InlineData("\n \n", TextUnit.Paragraph, new[] { 3 })]
    [InlineData("a\n\nbc", TextUnit.Line, new[] { 2, 1, 2 })]
    [InlineData("abcde", TextUnit.Window, new[] { 2, 2, 1 })]
    [InlineData("", TextUnit.Paragraph, new int[0])]
    public void ATextIsCutIntoParts(string text, TextUnit unit, int[] lengths) =>
        Assert.Equal(lengths, TextParts.Lengths(Encoding.UTF8.GetBytes(text), unit, window: 2));

    [Fact]
    public void AnEvaluationComparesWithNGrams()
    {
        using var run = Train("run", 1);
        var outcome = run.Evaluate();
        var metrics = Assert.IsType<SequenceMetrics>(outcome.Details);
        Assert.Equal(7, metrics.Baselines.Count);
        Assert.Equal(run.Record.Data.CountOf("test"), metrics.Length);
        Assert.True(metrics.Likelihood.BitsPerByte is > 0 and < 8);
        Assert.All(
            new[] { run.Folder.PathOf("samples.txt"), run.Folder.MetricsFile, run.Folder.ReportFile },
            file => Assert.True(File.Exists(file))
        );
        Assert.Contains("7-grams", File.ReadAllText(run.Folder.ReportFile), StringComparison.Ordinal);
        Assert.Contains("bitsPerByte", File.ReadAllText(run.Folder.MetricsFile), StringComparison.Ordinal);
        Assert.InRange(outcome.Numbers.Count, 1, 5);
    }

    [Fact]
    public void ARunCanBeResumedToTheSameBytes()
    {
        using var straight = Train("a", 2);
        using var broken = Train("b", 1);
        using var resumed = TrainedModel.Resume(folder.At("b"), epochs: 2, threads: 1);
        Assert.Equal(
            File.ReadAllBytes(straight.Folder.CheckpointFile),
            File.ReadAllBytes(resumed.Folder.CheckpointFile)
        );
    }

    [Fact]
    public void TestTextHasNoPartInTraining()
    {
        using var first = Train("a", 1, 264);
        string book = File.ReadAllText(folder.At("book.txt"));
        int end = first.Record.Data.CountOf("test");
        folder.Text("book.txt", book[..^end] + new string('z', end));
        using var second = Train("b", 1, 264, "book.txt");
        Assert.NotEqual(first.Record.Data.Parts[2].Fingerprint, second.Record.Data.Parts[2].Fingerprint);
        Assert.Equal(first.Record.Transform.ToString(), second.Record.Transform.ToString());
        Assert.Equal(File.ReadAllBytes(first.Folder.CheckpointFile), File.ReadAllBytes(second.Folder.CheckpointFile));
    }

    [Theory]
    [InlineData(null, 900, 50, 50)]
    [InlineData(0.1, 800, 100, 100)]
    [InlineData(0.3, 600, 300, 100)]
    public void PartsAreContiguous(double? validation, int train, int validationBytes, int test)
    {
        byte[] bytes = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i & 0x7F))];
        File.WriteAllBytes(folder.At("a.txt"), bytes);
        var data = new TextModality().Read(
            DataSource.FromFiles(folder.At("a.txt")),
            Gpt2TextOptions.Small,
            new SplitSettings(0.1, validation, 1)
        );
        Assert.Equal((train, validationBytes, test), (data.Train.Length, data.Validation.Length, data.Test.Length));
        byte[] together = [.. data.Validation.Span, .. data.Train.Span, .. data.Test.Span];
        Assert.Equal(bytes, together);
    }

    [Theory]
    [InlineData("utf-16", "a.txt is UTF-16; it was converted to UTF-8, and samples are UTF-8.")]
    [InlineData(
        "iso-8859-1",
        "a.txt is not UTF-8; it was read as Windows-1252 (Latin-1) and converted, and samples are UTF-8."
    )]
    [InlineData("utf-16BE", "a.txt is UTF-16; it was converted to UTF-8, and samples are UTF-8.")]
    [InlineData("utf-8", null)]
    public void Utf16IsReadAsUtf8(string name, string? remark)
    {
        string text = string.Concat(Enumerable.Repeat("Größe und Maß, sagte sie.\n", 20));
        var encoding = Encoding.GetEncoding(name);
        byte[] mark = name == "utf-8" ? [] : encoding.GetPreamble();
        folder.Bytes("a.txt", [.. mark, .. encoding.GetBytes(text)]);
        var data = new TextModality().Read(
            DataSource.FromFiles(folder.At("a.txt")),
            Gpt2TextOptions.Small,
            new SplitSettings(0, 0, 1)
        );
        Assert.Equal(text, Encoding.UTF8.GetString(data.Train.Span));
        string[] expected = remark is null ? [] : [remark];
        Assert.Equal(expected, data.Remarks);
    }

    [Fact]
    public void ABinaryFileIsRemarked()
    {
        byte[] bytes = new byte[1000];
        Array.Fill(bytes, (byte)'a');
        bytes[500] = 0;
        folder.Bytes("a.txt", bytes);
        Assert.Contains("a.txt has a NUL byte", Assert.Single(TextFile.ReadCorpus(folder.At("a.txt")).Remarks));
    }

    [Fact]
    public void SampledTextGoesToStandardOutputOrAFile()
    {
        using var run = Train("run", 1);
        var task = new SampleText();
        var settings = new SampleTextSettings
        {
            Prompt = "the c",
            Length = 30,
            Seed = 2,
        };
        using var output = new MemoryStream();
        task.Run(run, settings, new TaskContext { OpenStandardOutput = () => output });
        task.Run(run, settings, new TaskContext { Output = folder.At("a.txt") });
        string written = File.ReadAllText(folder.At("a.txt"));
        Assert.StartsWith("the c", written, StringComparison.Ordinal);
        Assert.Equal(written + "\n", Encoding.UTF8.GetString(output.ToArray()));

        var scored = new ScoreText().Run(
            run,
            new ScoreTextSettings(),
            new TaskContext { Output = folder.At("scores.csv") }
        );
        Assert.Equal(2, scored.Lines.Count);
        Assert.StartsWith("line,bytes,bits", File.ReadAllText(folder.At("scores.csv")), StringComparison.Ordinal);
        Assert.Throws<LikenessException>(() => new ScoreText().CheckOutput(null));
        Assert.Throws<LikenessException>(() => task.CheckOutput(folder.At("no/a.txt")));
    }

    [Theory]
    [InlineData("a.txt", "It was the best of times,\nit was the worst of times.\n", "text")]
    [InlineData("a.txt", "Chapter 1\n1 day\nThe end of it all, they said.\nNo.\n", "text")]
    [InlineData("a.md", "# 1\n2\n", "text")]
    [InlineData("a.txt", Numbers, "table")]
    [InlineData("a.txt", "1,2\n3,n/a\n,4\n", "table")]
    [InlineData("a.txt", "# made by hand\n1.5\t2\n", "table")]
    [InlineData("a.csv", "it, was\n", "table")]
    [InlineData("a.txt", "", "text")]
    public void ATextIsDistinguishedFromATable(string name, string content, string modality)
    {
        folder.Text(name, content);
        Assert.Equal(modality, DataSource.FromFiles(folder.At(name)).Modality.Name);
    }

    [Theory]
    [InlineData("", "the text is empty (name another file)")]
    [InlineData("It was.", "is too short to be cut into parts (give a longer one)")]
    [InlineData(
        "It was the best of times, it was.",
        "but a context of 32 needs 33 (give a longer text, or a smaller Context)"
    )]
    public void AShortTextIsRefusedInOneSentence(string content, string end)
    {
        folder.Text("short.txt", content);
        var error = Assert.Throws<LikenessException>(() => Train("run", 1, source: "short.txt"));
        Assert.EndsWith(end, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyBytesCanBeLearned()
    {
        File.WriteAllBytes(
            folder.At("odd.txt"),
            [.. Enumerable.Range(0, 4000).Select(i => (byte)((i * i) + (i >> 3)))]
        );
        using var run = Train("run", 1, source: "odd.txt");
        var settings = new SampleTextSettings { Length = 60, Seed = 3 };
        new SampleText().Run(run, settings, new TaskContext { Output = folder.At("sampled.txt") });
        byte[] sampled = run.As<TextModel>().Sample(60, seed: 3).Bytes.ToArray();
        Assert.Equal(sampled, File.ReadAllBytes(folder.At("sampled.txt")));
        Assert.True(((SequenceMetrics)run.Evaluate().Details).Likelihood.BitsPerByte > 0);
    }

    public void Dispose() => folder.Dispose();

    private TrainedModel Train(string name, int epochs, int vocabulary = 256, string? source = null)
    {
        if (source is null)
        {
            source = "book.txt";
            folder.Text(source, string.Concat(Enumerable.Range(0, 200).Select(i => $"the cat {i % 7} sat on it.\n")));
        }

        return TrainedModel.Train(
            new RunSettings
            {
                Model = "gpt2",
                Options = Gpt2TextOptions.Small with
                {
                    Epochs = epochs,
                    Vocabulary = vocabulary,
                    Schedule = LearningRateSchedule.Constant,
                },
                Data = DataSource.FromFiles(folder.At(source)),
                OutputFolder = folder.At(name),
                Threads = 1,
            }
        );
    }
}
