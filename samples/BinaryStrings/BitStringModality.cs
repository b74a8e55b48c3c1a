using System.Security.Cryptography;
using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Evaluation;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Training;

namespace BinaryStrings;

/// <summary>Binary strings, in files that end in <c>.bits</c>.</summary>
public sealed class BitStringModality : Modality<BitStrings>
{
    public override string Name => "bits";
    public override string Plural => "binary strings";
    public override string Unit => "strings";
    public override string FileHelp => "a .bits file with one string of 0 and 1 per line";
    public override string SampleFileName => "strings.bits";

    public override Recipe RecipeFor(DataSource source, TimeSpan budget) =>
        new("bit-chain", "it is the only model of strings");

    public override string SampleArguments => "-n 10";
    public override IReadOnlyList<ModelTask> Tasks { get; } = [new SampleBits()];

    public override bool Recognises(IReadOnlyList<string> files) =>
        files is [var file] && Path.GetExtension(file) == ".bits";

    public override DataSplit<BitStrings> Read(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        Action<double>? progress = null
    )
    {
        var all = BitStrings.Read(source.Files[0]);
        return split.Split(all.Count, Unit).Select(which => all.Take(which));
    }

    public override int Count(BitStrings examples) => examples.Count;

    public override string Fingerprint(BitStrings examples) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(examples.ToText()))}";

    public override IEncoding<BitStrings> Fit(
        BitStrings train,
        ModelOptions options,
        Action<double>? progress = null
    ) => new BitEncoding(train.Length);

    public override IEncoding<BitStrings> Restore(JsonElement json, ModelOptions options) =>
        new BitEncoding(json.GetInt32());

    public override DataDescription Describe(DataSplit<BitStrings> data, IEncoding<BitStrings> encoding) =>
        new() { Lines = [$"strings of {data.Train.Length} bits"] };

    public override ModelView Open(TrainedModel model) => new BitStringModel(model);

    public override EvaluationOutcome Evaluate(
        TrainedModel model,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var data = Reload(model.Record, model.Options);
        int count = settings.Samples ?? data.Test.Count;
        var samples = model.Sample<BitStrings>(count, settings.Seed ?? model.Record.Seed, progress, cancellationToken);
        return Compare(data.Train, data.Test, samples, settings, cancellationToken);
    }

    public override EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var train = files.Train is { } source ? BitStrings.Read(source.Files[0]) : null;
        var real = BitStrings.Read(files.Real.Files[0]);
        var generated = BitStrings.Read(files.Generated.Files[0]);
        return Compare(train, real, generated, settings, cancellationToken);
    }

    // Strings are compared as rows of bits, with the metrics and the verdict of tables.
    private static EvaluationOutcome Compare(
        BitStrings? train,
        BitStrings test,
        BitStrings generated,
        EvaluationRequest request,
        CancellationToken cancellationToken
    )
    {
        var settings = new EvaluationSettings { Seed = request.Seed ?? 0 };
        var report = train is null
            ? Evaluator.Evaluate(Rows(test), Rows(generated), settings)
            : Evaluator.Evaluate(Rows(train), Rows(test), Rows(generated), settings, progress: null, cancellationToken);
        return new EvaluationOutcome
        {
            Against = report.Against,
            Verdict = report.Verdict,
            Details = report,
            Warnings = report.Warnings,
            Subject = $"{generated.Count} binary strings",
            Sections = [page => page.Add($"<h2>Samples</h2><pre>{string.Join('\n', generated.Lines.Take(20))}</pre>")],
        };
    }

    private static Table Rows(BitStrings strings) =>
        new(
            [.. Enumerable.Range(1, strings.Length).Select(bit => new Column($"bit{bit}"))],
            [.. strings.Bits.Select(bit => bit ? 1.0 : 0.0)]
        );
}

/// <summary>A bit is a number of model space, 0 or 1.</summary>
public sealed class BitEncoding(int length) : IEncoding<BitStrings>
{
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(length);

    public ModelSpace Space(int trainExamples) => length;

    public IExamples Examples(BitStrings examples, bool isTraining) => new BitExamples(examples);

    private sealed class BitExamples(BitStrings strings) : IExamples
    {
        public int Count => strings.Count;
        public int Width => strings.Length;

        public void Fill(ReadOnlySpan<int> which, Span<float> rows, DequantisationNoise? noise)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = strings.Bits[(which[i / Width] * Width) + (i % Width)] ? 1 : 0;
            }
        }

        public string NameOf(int index) => $"bit {index + 1}";
    }
}
