using Likeness.Compute.Cpu;
using Likeness.Evaluation.Windows;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Evaluation;
using Likeness.Tests.Evaluation.Windows.Metrics;

namespace Likeness.Tests.Modalities.Audio.Evaluation.Metrics;

/// <summary>A row for each metric of audio.</summary>
internal static class AudioMetricRows
{
    private const int Rate = 2000;
    private const int Window = 256; // 128 ms
    private const int Order = 3;
    private const int Windows = 25; // as many as blocks of one clip
    private const double Rounding = 1e-9;
    private const double SearchRounding = 1e-6;

    private static readonly WindowEvaluationSettings Quick = new()
    {
        BaselineRepeats = 1,
        Resamples = 2,
        Threads = 1,
    };
    private static readonly float[] Train = Melody(32, 1);
    private static readonly float[] Fresh = Melody(Windows, 3);
    private static readonly float[] Noise = White(Windows, 4, 0.2f);

    // Training audio from another position, at another loudness.
    private static readonly float[] Copied = [.. Train[77..(77 + (Windows * Window))].Select(sample => -0.6f * sample)];
    private static readonly SequenceInput<float[]> Honest = new(Train, Melody(Windows, 2), Fresh);
    private static readonly SequenceInput<float[]> Unlike = Honest with { Generated = Noise };

    // Fifteen windows of 25 are training audio with noise, and five of these without.
    private static readonly SequenceInput<float[]> Plain = Honest with
    {
        Generated =
        [
            .. Copied[..(5 * Window)],
            .. Copied[(5 * Window)..(15 * Window)].Zip(White(10, 5, 0.004f), (sample, noise) => sample + noise),
            .. Fresh[(15 * Window)..],
        ],
    };

    public static SequenceProperties<float[]> Properties { get; } =
        new(Measure, Honest, Mix, clip => Array.ConvertAll(clip, sample => -sample));

    public static IReadOnlyDictionary<string, SequenceTraits<float[]>> All { get; } =
        new Dictionary<string, SequenceTraits<float[]>>
        {
            ["AUC (k-NN)"] = Area(),
            ["AUC (logistic regression)"] = Area(),
            ["AUC (random forest)"] = Area(),
            ["AUC (boosted trees)"] = Area(),
            ["Bits of generated audio by real 3-grams"] = Row(
                input => GramDefinitions.Bits(Levels(input.Generated), Levels(input.Test), Order),
                Noise
            ) with
            {
                Exchanged = "Bits of real audio by generated 3-grams",
            },
            ["Bits of real audio by generated 3-grams"] = Row(
                input => GramDefinitions.Bits(Levels(input.Test), Levels(input.Generated), Order),
                Noise
            ) with
            {
                Exchanged = "Bits of generated audio by real 3-grams",
            },
            ["Bits of generated audio by its own 3-grams"] = Row(
                input => GramDefinitions.Bits(Levels(input.Generated), Levels(input.Generated), Order),
                Tone()
            ) with
            {
                Falls = true,
            },
            ["Exact matches"] = Row(
                input => AudioDefinitions.Exact(Clip(input.Train), Clip(input.Generated), Window),
                Copied
            ),
            ["Near matches"] = Row(
                input => AudioDefinitions.Near(Clip(input.Train), Clip(input.Test), Clip(input.Generated), Window),
                Copied
            ),
            ["Median distance to training"] = Row(
                input => AudioDefinitions.Median(Clip(input.Train), Clip(input.Generated), Window),
                Copied
            ) with
            {
                Tolerance = SearchRounding,
                Falls = true,
            },
        };

    /// <summary>The values of all metrics, by name.</summary>
    public static IReadOnlyDictionary<string, double> Measure(SequenceInput<float[]> input) =>
        AudioEvaluator
            .Evaluate(Clip(input.Train), Clip(input.Test), Clip(input.Generated), Quick)
            .Results.ToDictionary(result => result.Metric, result => result.Value);

    private static SequenceTraits<float[]> Row(Func<SequenceInput<float[]>, double> definition, float[] spoiled) =>
        new(Plain, definition, Rounding, null, spoiled);

    // White noise has no bands: the best classifier is never wrong.
    private static SequenceTraits<float[]> Area() => new(Unlike, _ => 1, 0.01, null, Noise);

    private static ClipSet Clip(float[] samples) => new(Rate, [samples]);

    private static byte[][] Levels(float[] samples) => AudioDefinitions.Levels(Clip(samples), Window);

    private static float[] Mix(float[] honest, float[] other, double fraction)
    {
        int replaced = (int)(fraction * honest.Length);
        return [.. other[..replaced], .. honest[replaced..]];
    }

    // Notes of a third of a window with three random partials each, that decay.
    private static float[] Melody(int windows, ulong stream)
    {
        const int Length = Window / 3;
        var random = new PhiloxRandom(8, stream);
        var samples = new float[windows * Window];
        double[] frequencies = [0, 0, 0];
        for (int i = 0; i < samples.Length; i++)
        {
            int at = i % Length;
            frequencies = at == 0 ? [.. frequencies.Select(_ => 0.05 + (0.6 * random.NextDouble()))] : frequencies;
            double note = frequencies.Sum(frequency => Math.Sin(frequency * at));
            samples[i] = (float)((0.15 * note * Math.Exp(-2.0 * at / Length)) + (0.01 * random.NextNormal()));
        }

        return samples;
    }

    private static float[] White(int windows, ulong stream, float scale)
    {
        var random = new PhiloxRandom(8, stream);
        return [.. Enumerable.Range(0, windows * Window).Select(_ => scale * (float)random.NextNormal())];
    }

    private static float[] Tone() =>
        [.. Enumerable.Range(0, Windows * Window).Select(i => 0.2f * MathF.Sin(MathF.PI * (i % Window) / 8))];
}
