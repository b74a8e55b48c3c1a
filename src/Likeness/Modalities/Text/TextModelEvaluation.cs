using Likeness.Data;
using Likeness.Figures.Report;
using Likeness.Modalities.Sequences;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Evaluation;
using Likeness.Modalities.Text.Report;
using Likeness.Runs;

namespace Likeness.Modalities.Text;

/// <summary>Compares sampled with real text, and writes samples.txt into the run's folder.</summary>
internal static class TextModelEvaluation
{
    private const string SamplesFile = "samples.txt";
    private const int MaxOrder = 7;
    internal const int MaxScored = 1 << 20;
    private const int MinSampled = 1000;
    internal const int MaxSampled = 1 << 16;
    private const int TokensOfText = 1024;
    private const int MaxTexts = 64;
    private const int MeasuredBytes = 1 << 13;
    private const int Pieces = 16;

    // Counting n-grams in 8 MiB and searching copies there takes some seconds.
    private const int MaxKnownInTime = 1 << 23;

    /// <summary>
    /// Samples text, compares it with the test text (or the training text if there is none), and measures the bits that the model
    /// needs for it, compared with n-grams fitted on the same training text.
    /// </summary>
    public static EvaluationOutcome Evaluate(
        TrainedModel trained,
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var model = trained.As<TextModel>();
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = model.LoadData();
        bool hasTest = data.Test.Length > 0;
        var all = hasTest ? data.Test : data.Train;
        var real = Spread(all, MaxScored);
        int sampledBytes = (int)Math.Clamp(2L * real.Length, MinSampled, MaxSampled);
        if (request.Time is { } time)
        {
            double perByte = SecondsPerByte(model, real, cancellationToken);
            real = Spread(all, SequenceEvaluationTime.Scored(time, perByte, real.Length));
            sampledBytes = SequenceEvaluationTime.Sampled(time, perByte, sampledBytes);
        }

        var generated = Sample(model, real, sampledBytes, request, trained.Record.Seed, progress, cancellationToken);
        AtomicFile.Write(trained.Folder.PathOf(SamplesFile), stream => stream.Write(generated.Span));

        progress?.Report(new TrainingProgress { Phase = RunPhase.Scoring });
        var length = model.ComputeCodeLength(real, cancellationToken);
        var own = SequenceScore.ForText(trained.Record.Model, length);
        bool isPart = request.Time is not null && data.Train.Length > MaxKnownInTime;
        var known = isPart ? LastBytes(data.Train, MaxKnownInTime) : data.Train;
        var baselines = NGramBaselines.Compute(
            [FirstBytes(known, NGramBaselines.MaxCounted).Bytes],
            MaxOrder,
            (name, grams) => SequenceScore.ForText(name, CodeLength.FromNats(grams.Nats(real.Span), real.Span)),
            request.ThreadCount,
            progress,
            cancellationToken
        );
        var metrics = new SequenceMetrics(hasTest ? "test text" : "training text", real.Length, own, baselines);
        var compared =
            Math.Min(generated.Length, Math.Min(real.Length, data.Train.Length)) < TextEvaluator.MinBytes
                ? null
                : TextEvaluator.Evaluate(
                    known.Bytes,
                    real.Bytes,
                    generated.Bytes,
                    SequenceEvaluationTime.Settings(request, trained.Record.Seed, SequenceEvaluationTime.TextFixed),
                    progress is null ? null : new EvaluationRelay(progress),
                    text =>
                        text.Length == real.Length
                            ? length
                            : model.ComputeCodeLength(new TextCorpus(text), cancellationToken),
                    cancellationToken
                );
        return new EvaluationOutcome
        {
            Against =
                $"{Numeral.Whole(generated.Length)} bytes of sampled text are compared with {Numeral.Whole(real.Length)} bytes of {metrics.On}.",
            Verdict = compared?.Verdict,
            Numbers =
            [
                .. SequenceNumbers.Choose(metrics),
                .. SequenceNumbers.Choose(compared?.Verdict, compared?.Results ?? []),
            ],
            Warnings =
            [
                .. compared is null
                    ? new[]
                    {
                        $"There is too little text for a verdict: each part needs {Numeral.Whole(TextEvaluator.MinBytes)} bytes, and the {metrics.On} has {Numeral.Whole(real.Length)} ({Remedy(data)}).",
                    }
                    : [],
                .. SequenceNumbers.Warnings(metrics, hasTest, "byte"),
                .. isPart
                    ? new[]
                    {
                        $"In the time, n-grams were counted and copies were sought in the last {MaxKnownInTime >> 20} MiB of the training text only.",
                    }
                    : [],
                .. compared?.Warnings ?? [],
            ],
            Details = metrics with { Comparison = compared },
            Subject = "text",
            Data = ((TextModality)trained.Modality).Describe(data, new TextEncoding(model.Transform)),
            Sections =
            [
                page => TextSampleSection.Add(page, metrics.On, real, generated),
                page =>
                    LikelihoodSection.Add(
                        page,
                        $"Bits that each model needs for {Numeral.Whole(real.Length)} bytes of {metrics.On}: the length that arithmetic coding with the model would reach.",
                        metrics
                    ),
                page => ComparisonSection.Add(page, compared?.Results ?? []),
            ],
            Files = [new ReportFile(SamplesFile, "sampled text")],
        };
    }

    /// <summary>Compares two texts, without a model.</summary>
    public static EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var (real, generated) = (files.Real.LoadText(), files.Generated.LoadText());
        var compared = TextEvaluator.Evaluate(
            files.Train?.LoadText().Bytes,
            real.Bytes,
            generated.Bytes,
            SequenceEvaluationTime.Settings(request, seed: 0, SequenceEvaluationTime.TextFixed),
            progress is null ? null : new EvaluationRelay(progress),
            cancellationToken: cancellationToken
        );
        return new EvaluationOutcome
        {
            Against =
                $"{Numeral.Whole(generated.Length)} bytes of generated text are compared with {Numeral.Whole(real.Length)} bytes of real text.",
            Verdict = compared.Verdict,
            Numbers = SequenceNumbers.Choose(compared.Verdict, compared.Results),
            Warnings = compared.Warnings,
            Details = compared,
            Subject = "text",
            Sections = [page => ComparisonSection.Add(page, compared.Results)],
        };
    }

    private static string Remedy(DataSplit<TextCorpus> data)
    {
        const double More = 0.3;
        long all = (long)data.Train.Length + data.Validation.Length + data.Test.Length;
        return More * all < TextEvaluator.MinBytes
            ? "train on more text"
            : $"train on more text, or with more of it held out: --holdout {Numeral.Short(More)}";
    }

    private static double SecondsPerByte(TextModel model, TextCorpus real, CancellationToken cancellationToken)
    {
        var some = FirstBytes(real, MeasuredBytes);
        return WarmTime.SecondsOf(() => model.ComputeCodeLength(some, cancellationToken)) / some.Length;
    }

    // Texts of some length, each truncated after its last whole line, so that they can be concatenated.
    private static TextCorpus Sample(
        TextModel model,
        TextCorpus real,
        int bytes,
        EvaluationRequest request,
        ulong seed,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling });
        var known = FirstBytes(real, MaxSampled);
        double tokensPerByte = (double)model.Transform.Vocabulary.Encode(known.Span).Length / known.Length;
        int tokens = request.Samples ?? (int)Math.Ceiling(bytes * tokensPerByte);
        int texts = Math.Clamp(tokens / TokensOfText, 1, MaxTexts);
        var sampled = model.SampleSeveral(
            texts,
            (tokens + texts - 1) / texts,
            request.Seed ?? seed,
            progress,
            cancellationToken
        );
        return new TextCorpus((byte[])[.. sampled.SelectMany(text => WholeLines(text).Bytes.ToArray())]);
    }

    private static TextCorpus WholeLines(TextCorpus text)
    {
        int end = text.Span.LastIndexOf((byte)'\n') + 1;
        return end > text.Length / 2 ? FirstBytes(text, end) : new TextCorpus((byte[])[.. text.Span, (byte)'\n']);
    }

    // Pieces at even distances: the beginning of a text may be easier than the rest.
    internal static TextCorpus Spread(TextCorpus text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        int length = max / Pieces;
        byte[] bytes = new byte[Pieces * length];
        for (int i = 0; i < Pieces; i++)
        {
            int start = (int)((long)i * (text.Length - length) / (Pieces - 1));
            text.Span.Slice(start, length).CopyTo(bytes.AsSpan(i * length));
        }

        return new TextCorpus(bytes);
    }

    // The nearest to the test text, which follows.
    private static TextCorpus LastBytes(TextCorpus text, int max) => new(text.Bytes[^max..]);

    private static TextCorpus FirstBytes(TextCorpus text, int max) =>
        text.Length <= max ? text : new TextCorpus(text.Bytes[..max]);
}
