using Likeness.Figures.Report;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Evaluation;
using Likeness.Modalities.Audio.Report;
using Likeness.Modalities.Sequences;
using Likeness.Runs;

namespace Likeness.Modalities.Audio;

/// <summary>Compares sampled with real clips, and writes the sampled ones into the run's folder.</summary>
internal static class AudioModelEvaluation
{
    private const string SamplesFolder = "audio";
    private const int MaxOrder = 3;
    internal const long MaxScored = 1 << 20;
    private const int SampledClips = 12;
    private const double MaxSeconds = 1;
    private const int MeasuredSamples = 1 << 13;

    /// <summary>
    /// Samples clips, compares them with the test clips (or the training clips if there are none), and measures the bits that the
    /// model needs for those, compared with n-grams fitted on the same training clips.
    /// </summary>
    public static EvaluationOutcome Evaluate(
        TrainedModel trained,
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var model = trained.As<AudioModel>();
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = model.LoadData();
        bool hasTest = data.Test.Clips.Count > 0;
        var real = hasTest ? data.Test : data.Train;
        var scored = real.Spread(MaxScored);
        if (request.Time is { } time)
        {
            double perSample = SecondsPerSample(model, scored, cancellationToken);
            scored = real.Spread(SequenceEvaluationTime.Scored(time, perSample, (int)scored.Samples));
        }

        var generated = model.SampleClips(
            request.Samples ?? SampledClips,
            (int)Math.Min(MaxSeconds * model.Transform.Rate, data.Train.Clips.Max(clip => clip.Length)),
            request.Seed ?? trained.Record.Seed,
            classOf: null,
            real,
            progress,
            cancellationToken
        );
        var following = model.Transform.Local == LocalConditioning.None ? null : LocalFidelity.Measure(real, generated);
        AudioSampleFile.Write(trained.Folder.PathOf(SamplesFolder), generated);

        double nats = -model.Score(scored, progress, cancellationToken).LogDensity.Sum();
        var levels = Levels(scored);
        var baselines = NGramBaselines.Compute(
            Levels(data.Train.Spread(NGramBaselines.MaxCounted)),
            MaxOrder,
            (name, grams) => SequenceScore.ForAudio(name, levels.Sum(clip => grams.Nats(clip.Span)), scored.Samples),
            request.ThreadCount,
            progress,
            cancellationToken
        );
        var metrics = new SequenceMetrics(
            hasTest ? "test clips" : "training clips",
            scored.Samples,
            SequenceScore.ForAudio(trained.Record.Model, nats, scored.Samples),
            baselines
        );
        string? complaint = AudioInput.Complaint(data.Train, real, generated);
        var compared = complaint is not null
            ? null
            : AudioEvaluator.Evaluate(
                data.Train,
                real,
                generated,
                () => new ScoredClips(scored, nats),
                SequenceEvaluationTime.Settings(request, trained.Record.Seed, SequenceEvaluationTime.AudioFixed),
                progress is null ? null : new EvaluationRelay(progress),
                cancellationToken
            );
        return new EvaluationOutcome
        {
            Against =
                $"{Numeral.Whole(generated.Clips.Count)} sampled clips are compared with {Numeral.Whole(real.Samples)} samples of {metrics.On}.",
            Verdict = compared?.Verdict,
            Numbers =
            [
                .. SequenceNumbers.Choose(metrics),
                .. following?.Choose(model.Transform.Local) ?? [],
                .. SequenceNumbers.Choose(compared?.Verdict, compared?.Results ?? []),
            ],
            Warnings =
            [
                .. complaint is null
                    ? Array.Empty<string>()
                    : [$"There is too little audio for a verdict. {complaint}"],
                .. SequenceNumbers.Warnings(metrics, hasTest, "sample"),
                .. compared?.Warnings ?? [],
            ],
            Details = metrics with { Comparison = compared, Following = following },
            Subject = $"audio of {Numeral.Whole(model.Transform.Rate)} samples per second",
            Data = ((AudioModality)trained.Modality).Describe(data, new AudioEncoding(model.Transform)),
            Sections =
            [
                page => AudioSampleSection.Add(page, metrics.On, real, generated, following is not null),
                page =>
                    LikelihoodSection.Add(
                        page,
                        $"Bits that each model needs for the μ-law class of a sample, over {Numeral.Whole(scored.Samples)} samples of {metrics.On}.",
                        metrics
                    ),
                page => ComparisonSection.Add(page, compared?.Results ?? []),
            ],
            Files = [new ReportFile(SamplesFolder, "sampled clips, one WAVE file each")],
        };
    }

    /// <summary>Compares two sets of clips, without a model.</summary>
    public static EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var (real, generated) = (Load(files.Real), Load(files.Generated));
        var train = files.Train is null ? null : Load(files.Train);
        int[] rates = [.. new[] { real, generated, train }.OfType<ClipSet>().Select(clips => clips.Rate).Distinct()];
        int rate = rates.Min();
        var compared = AudioEvaluator.Evaluate(
            train?.Resampled(rate),
            real.Resampled(rate),
            generated.Resampled(rate),
            SequenceEvaluationTime.Settings(request, seed: 0, SequenceEvaluationTime.AudioFixed),
            progress is null ? null : new EvaluationRelay(progress),
            cancellationToken: cancellationToken
        );
        return new EvaluationOutcome
        {
            Against =
                $"{Numeral.Whole(generated.Clips.Count)} generated clips are compared with {Numeral.Whole(real.Clips.Count)} real clips.",
            Verdict = compared.Verdict,
            Numbers = SequenceNumbers.Choose(compared.Verdict, compared.Results),
            Warnings =
            [
                .. real.Remarks,
                .. generated.Remarks,
                .. rates.Length == 1
                    ? Array.Empty<string>()
                    :
                    [
                        $"The rates differ: the real clips have {Numeral.Whole(real.Rate)} samples per second and the generated ones {Numeral.Whole(generated.Rate)}; all are compared at {Numeral.Whole(rate)}, so what lies above {Numeral.Whole(rate / 2)} Hz is not.",
                    ],
                .. compared.Warnings,
            ],
            Details = compared,
            Subject = $"audio of {Numeral.Whole(rate)} samples per second",
            Sections = [page => ComparisonSection.Add(page, compared.Results)],
        };
    }

    private static ClipSet Load(DataSource source)
    {
        var parts = source.LoadAudio(rate: null);
        return parts.Test ?? parts.Train;
    }

    private static double SecondsPerSample(AudioModel model, ClipSet real, CancellationToken cancellationToken)
    {
        var some = real.Spread(MeasuredSamples);
        return WarmTime.SecondsOf(() => model.Score(some, progress: null, cancellationToken)) / some.Samples;
    }

    private static List<ReadOnlyMemory<byte>> Levels(ClipSet clips) =>
        [.. clips.Clips.Select(clip => new ReadOnlyMemory<byte>(MuLaw.Encode(clip)))];
}
