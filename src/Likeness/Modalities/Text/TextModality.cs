using System.Security.Cryptography;
using System.Text.Json;
using Likeness.Data;
using Likeness.Modalities.Sequences;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Tasks;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Text;

/// <summary>Text: one file as raw bytes, usually UTF-8.</summary>
public sealed class TextModality : Modality<TextCorpus>
{
    private const int InspectedBytes = 1 << 16;

    // Texts that people write, and programs; tables never have these extensions.
    private static readonly string[] Written =
    [
        .. ".md .rst .tex .html .htm .xml .css .srt .cs .py .js .ts .java .kt .swift .go .rs .c .h .cpp .hpp .rb .php .sh .sql .r .ini .cfg .toml .yml .yaml".Split(
            ' '
        ),
    ];

    // The evaluation samples no more than this; what is beyond teaches the model more than it tells about it.
    private const int MaxTestBytes = TextModelEvaluation.MaxSampled;
    private const int MaxValidationBytes = MaxTestBytes / 2;

    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override string Plural => "text";

    /// <inheritdoc/>
    public override string Unit => "bytes";

    /// <inheritdoc/>
    public override string StepUnit => "windows";

    /// <inheritdoc/>
    public override string FileHelp => "a .txt file, or another of text such as .md, .log or .py";

    /// <inheritdoc/>
    public override string SampleFileName => "book.txt";

    /// <inheritdoc/>
    public override Recipe RecipeFor(DataSource source, TimeSpan budget) => TextRecipes.For(source, budget);

    /// <inheritdoc/>
    public override DataDescription Describe(DataSource source) => TextFilesDescription.Create(source);

    /// <inheritdoc/>
    public override string SampleArguments => "--length 400";

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTask> Tasks { get; } = [new SampleText(), new ScoreText()];

    /// <inheritdoc/>
    public override bool Recognises(IReadOnlyList<string> files) =>
        files is [var path]
        && Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".txt" or ".text" or ".log" => !TableText.IsTable(InputFile.ReadStart(path, InspectedBytes)),
            string other => Written.Contains(other),
        };

    /// <inheritdoc/>
    /// <remarks>Of a long text at most 64 KiB are test text, and half as many validation text.</remarks>
    public override (double Test, double Validation) DefaultSplit(DataSource? source)
    {
        var most = base.DefaultSplit(source);
        double length = source is null ? 0 : source.LoadText().Length;
        return length == 0
            ? most
            : (Math.Min(most.Test, MaxTestBytes / length), Math.Min(most.Validation, MaxValidationBytes / length));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Parts are contiguous: validation text at the beginning, test text at the end. Runs of format 1 halve the test fraction between both.
    /// </remarks>
    public override DataSplit<TextCorpus> Read(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        Action<double>? progress = null
    )
    {
        split.Check();
        var (validation, test) = split.Validation is { } fraction
            ? (fraction, split.Test)
            : (split.Test / 2, split.Test / 2);
        var text = source.LoadText();
        var parts = TextSplits.Create(text.Bytes, validation, test);
        return new DataSplit<TextCorpus>(new(parts.Train), new(parts.Validation), new(parts.Test))
        {
            Remarks = text.Remarks,
        };
    }

    /// <inheritdoc/>
    public override int Count(TextCorpus examples) => examples.Length;

    /// <inheritdoc/>
    public override string Fingerprint(TextCorpus examples) => Fingerprint([examples]);

    /// <inheritdoc/>
    public override IEncoding<TextCorpus> Fit(
        TextCorpus train,
        ModelOptions options,
        Action<double>? progress = null
    ) => new TextEncoding(TextTransform.Fit(train.Span, options.Vocabulary, options.Context));

    /// <inheritdoc/>
    public override IEncoding<TextCorpus> Restore(JsonElement json, ModelOptions options) =>
        new TextEncoding(TextTransform.FromJson(json));

    /// <inheritdoc/>
    public override DataDescription Describe(DataSplit<TextCorpus> data, IEncoding<TextCorpus> encoding)
    {
        var transform = ((TextEncoding)encoding).Transform;
        string learned =
            data.Train.Length > TextTransform.LearnedBytes
                ? $"the first {TextTransform.LearnedBytes >> 20} MiB of the training text"
                : "the training text";
        string tokens =
            transform.Vocabulary is ByteVocabulary
                ? "tokens are bytes"
                : $"{transform.Vocabulary.Count} tokens: bytes and byte pairs of {learned}";
        return new DataDescription
        {
            Lines =
            [
                tokens,
                $"windows of {transform.Context + 1} tokens, with a random offset in each epoch",
                "validation text is the beginning of the file, test text its end",
            ],
            Remarks = data.Remarks,
        };
    }

    /// <inheritdoc/>
    public override ModelView Open(TrainedModel model) => new TextModel(model);

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        TrainedModel model,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) => TextModelEvaluation.Evaluate(model, settings, progress, cancellationToken);

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) => TextModelEvaluation.Evaluate(files, settings, progress, cancellationToken);

    internal override double EvaluationSeconds(RunRecord record, PreparedData data, EvaluationCosts costs) =>
        SequenceEvaluationTime.SecondsOf(
            SequenceEvaluationTime.TextFixed,
            TextModelEvaluation.MaxSampled,
            Math.Min(record.Data.CountOf("test"), TextModelEvaluation.MaxScored),
            costs.Score / data.Train.Width * TokensPerByte(record, data),
            costs.Slowness.Branches
        );

    // Training windows follow each other without overlap.
    private static double TokensPerByte(RunRecord record, PreparedData data) =>
        (double)data.Train.Count * (data.Train.Width - 1) / Math.Max(1, record.Data.CountOf("train"));

    private protected override string? FormerFingerprint(DataSource source, DataSplit<TextCorpus> data) =>
        Fingerprint([data.Validation, data.Train, data.Test]);

    private static string Fingerprint(IEnumerable<TextCorpus> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(part.Span);
        }

        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
