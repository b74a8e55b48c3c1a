using Likeness.Evaluation.Verdicts;
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

    /// <summary>The same with exchanged clips; null where one clip is followed.</summary>
    public required double? ExchangedPitchAccuracy { get; init; }

    /// <summary>The mean absolute difference of loudness in dB, over frames of followed clips above −50 dB; null where there are none.</summary>
    public required double? LoudnessError { get; init; }

    /// <summary>The same with exchanged clips; null where one clip is followed.</summary>
    public required double? ExchangedLoudnessError { get; init; }

    /// <summary>The measures of what a model follows, for the terminal and the top of the report.</summary>
    /// <param name="kind">What the model follows.</param>
    internal IEnumerable<KeyNumber> Choose(LocalConditioning kind)
    {
        if (kind != LocalConditioning.Loudness && PitchAccuracy is { } pitch)
        {
            yield return new KeyNumber("Pitch followed", Beside(pitch, ExchangedPitchAccuracy, Numeral.Percent));
        }

        if (kind != LocalConditioning.Pitch && LoudnessError is { } error)
        {
            static string Text(double value) => $"{Numeral.Short(value, 2)} dB";
            yield return new KeyNumber("Loudness error", Beside(error, ExchangedLoudnessError, Text));
        }
    }

    private static string Beside(double value, double? exchanged, Func<double, string> text) =>
        exchanged is { } other ? $"{text(value)} ({text(other)} with exchanged clips)" : text(value);

    /// <summary>Measures clips.</summary>
    /// <param name="followed">The followed clips, in turn.</param>
    /// <param name="sampled">The sampled clips, of the same rate; compared up to the end of the shorter clip of a pair.</param>
    internal static LocalFidelity Measure(ClipSet followed, ClipSet sampled)
    {
        var features = new TrackFeatures(LocalConditioning.LoudnessPitch, sampled.Rate);
        var own = Measure(features, followed, sampled, shift: 0);
        var exchanged = followed.Clips.Count > 1 ? Measure(features, followed, sampled, shift: 1) : default;
        return new LocalFidelity
        {
            PitchAccuracy = own.Pitch,
            ExchangedPitchAccuracy = exchanged.Pitch,
            LoudnessError = own.Loudness,
            ExchangedLoudnessError = exchanged.Loudness,
        };
    }

    private static (double? Pitch, double? Loudness) Measure(
        TrackFeatures features,
        ClipSet followed,
        ClipSet sampled,
        int shift
    )
    {
        var isFollowed = new List<double>();
        var errors = new List<double>();
        for (int i = 0; i < sampled.Clips.Count; i++)
        {
            float[] other = followed.Clips[(i + shift) % followed.Clips.Count];
            float[] clip = sampled.Clips[i];
            int length = Math.Min(clip.Length, other.Length);
            (other, clip) = (other[..length], clip[..length]);
            isFollowed.AddRange(
                features
                    .Frequencies(other)
                    .Zip(features.Frequencies(clip))
                    .Where(frame => !double.IsNaN(frame.First))
                    .Select(frame => Math.Abs(1200 * Math.Log2(frame.Second / frame.First)) <= Cents ? 1.0 : 0)
            );
            errors.AddRange(
                features
                    .Loudness(other)
                    .Zip(features.Loudness(clip))
                    .Where(frame => frame.First > Silent)
                    .Select(frame => Decibels * Math.Abs(frame.First - frame.Second))
            );
        }

        return (Mean(isFollowed), Mean(errors));
    }

    private static double? Mean(List<double> values) => values.Count == 0 ? null : values.Average();
}
