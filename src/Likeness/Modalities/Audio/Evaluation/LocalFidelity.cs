using Likeness.Evaluation.Verdicts;
using Likeness.Figures;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>
/// How well sampled clips follow the features of others. Each measure stands beside the same one with the followed clips exchanged, each for the
/// next, which is what clips that follow nothing would give.
/// </summary>
public sealed record LocalFidelity
{
    private const double Cents = 50;
    private const double Decibels = 60; // of loudness 1
    private const float Silent = 1f / 6; // −50 dB

    /// <summary>
    /// Raw pitch accuracy: the fraction of the voiced frames of followed clips where the sampled clip is voiced, too, with a pitch within 50 cents. Poliner
    /// et al. 2007, IEEE Transactions on Audio, Speech, and Language Processing 15(4). null where no frame is voiced.
    /// </summary>
    public required double? PitchAccuracy { get; init; }

    /// <summary>The same with exchanged clips.</summary>
    public required double? ExchangedPitchAccuracy { get; init; }

    /// <summary>The mean absolute difference of loudness in dB, over frames of followed clips above −50 dB; null where there are none.</summary>
    public required double? LoudnessError { get; init; }

    /// <summary>The same with exchanged clips.</summary>
    public required double? ExchangedLoudnessError { get; init; }

    /// <summary>The measures of what a model follows, for the terminal and the top of the report.</summary>
    /// <param name="kind">What the model follows.</param>
    internal IEnumerable<KeyNumber> Choose(LocalConditioning kind)
    {
        if (kind != LocalConditioning.Loudness && (PitchAccuracy, ExchangedPitchAccuracy) is ({ } own, { } exchanged))
        {
            yield return new KeyNumber("Pitch followed", Beside(Numeral.Percent(own), Numeral.Percent(exchanged)));
        }

        if (kind != LocalConditioning.Pitch && (LoudnessError, ExchangedLoudnessError) is ({ } error, { } other))
        {
            yield return new KeyNumber(
                "Loudness error",
                Beside($"{Numeral.Short(error, 2)} dB", $"{Numeral.Short(other, 2)} dB")
            );
        }
    }

    private static string Beside(string value, string exchanged) => $"{value} ({exchanged} with exchanged clips)";

    /// <summary>Measures clips.</summary>
    /// <param name="followed">The followed clips, in turn.</param>
    /// <param name="sampled">The sampled clips, of the same rate; compared up to the end of the shorter clip of a pair.</param>
    internal static LocalFidelity Measure(ClipSet followed, ClipSet sampled)
    {
        var features = new TrackFeatures(LocalConditioning.LoudnessPitch, sampled.Rate);
        List<(float[] Followed, float[] Sampled)> Pairs(int shift) =>
            [
                .. sampled.Clips.Select(
                    (clip, i) =>
                    {
                        float[] other = followed.Clips[(i + shift) % followed.Clips.Count];
                        int length = Math.Min(clip.Length, other.Length);
                        return (other[..length], clip[..length]);
                    }
                ),
            ];
        var (own, exchanged) = (Pairs(0), Pairs(1));
        return new LocalFidelity
        {
            PitchAccuracy = Pitch(features, own),
            ExchangedPitchAccuracy = Pitch(features, exchanged),
            LoudnessError = Loudness(features, own),
            ExchangedLoudnessError = Loudness(features, exchanged),
        };
    }

    private static double? Pitch(TrackFeatures features, List<(float[] Followed, float[] Sampled)> pairs) =>
        Mean(
            pairs.SelectMany(pair =>
                features
                    .Frequencies(pair.Followed)
                    .Zip(features.Frequencies(pair.Sampled))
                    .Where(frame => !double.IsNaN(frame.First))
                    .Select(frame => Math.Abs(1200 * Math.Log2(frame.Second / frame.First)) <= Cents ? 1.0 : 0)
            )
        );

    private static double? Loudness(TrackFeatures features, List<(float[] Followed, float[] Sampled)> pairs) =>
        Mean(
            pairs.SelectMany(pair =>
                features
                    .Loudness(pair.Followed)
                    .Zip(features.Loudness(pair.Sampled))
                    .Where(frame => frame.First > Silent)
                    .Select(frame => Decibels * Math.Abs(frame.First - frame.Second))
            )
        );

    private static double? Mean(IEnumerable<double> values) => values.Select(value => (double?)value).Average();
}
