using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Training;

namespace BinaryStrings;

/// <summary>Strings of 0 and 1, in files that end in <c>.bits</c>.</summary>
public sealed class BitStringModality : Modality<BitStrings>
{
    /// <inheritdoc/>
    public override string Name => "bits";

    /// <inheritdoc/>
    public override string Plural => "binary strings";

    /// <inheritdoc/>
    public override string Unit => "strings";

    /// <inheritdoc/>
    public override string FileHelp => "a .bits file with a string of 0 and 1 on each line";

    /// <inheritdoc/>
    public override string SampleFileName => "strings.bits";

    /// <inheritdoc/>
    public override string DefaultModel => "bit-chain";

    /// <inheritdoc/>
    public override string SampleArguments => "-n 10";

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTask> Tasks { get; } = [new SampleBits()];

    /// <inheritdoc/>
    public override bool Recognises(IReadOnlyList<string> files) => files is [var file] && Path.GetExtension(file) == ".bits";

    /// <inheritdoc/>
    public override DataSplit<BitStrings> Read(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        Action<double>? progress = null
    )
    {
        var all = BitStrings.Read(source.Files[0]);
        return split.Draw(all.Count, Unit).Select(which => all.Take(which));
    }

    /// <inheritdoc/>
    public override int Count(BitStrings examples) => examples.Count;

    /// <inheritdoc/>
    public override string Fingerprint(BitStrings examples) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', examples.Lines))))}";

    /// <inheritdoc/>
    public override IEncoding<BitStrings> Fit(BitStrings train, ModelOptions options, Action<double>? progress = null) =>
        new BitEncoding(train.Length);

    /// <inheritdoc/>
    public override IEncoding<BitStrings> Restore(JsonElement json, ModelOptions options) => new BitEncoding(json.GetInt32());

    /// <inheritdoc/>
    public override DataDescription Describe(DataSplit<BitStrings> data, IEncoding<BitStrings> encoding) =>
        new() { Lines = [$"strings of {data.Train.Length} bits"] };

    /// <inheritdoc/>
    public override ModelView Open(TrainedModel model) => new BitStringModel(model);

    /// <inheritdoc/>
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
        return BitStringEvaluation.Compare(data.Train, data.Test, samples, settings, cancellationToken);
    }

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        BitStringEvaluation.Compare(
            files.Train is { } train ? BitStrings.Read(train.Files[0]) : null,
            BitStrings.Read(files.Real.Files[0]),
            BitStrings.Read(files.Generated.Files[0]),
            settings,
            cancellationToken
        );
}

/// <summary>A bit is a number, 0 or 1.</summary>
/// <param name="length">Bits of a string.</param>
public sealed class BitEncoding(int length) : IEncoding<BitStrings>
{
    /// <inheritdoc/>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(length);

    /// <inheritdoc/>
    public ModelSpace Space(int trainExamples) => length;

    /// <inheritdoc/>
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

        public string NameOf(int place) => $"bit {place + 1}";
    }
}
