using System.Numerics;

namespace Likeness.Modalities.Audio.Data.Features;

/// <summary>
/// Measures the features that samples are conditioned on, in frames a hundredth of a second apart, each about the middle of what it measures. All
/// are 0 in silence. Loudness is the mean square of 25 ms, from 0 at −60 dB to 1 at full scale; voicing 1 less the aperiodicity of <see cref="Pitch"/>;
/// pitch in octaves above 220 Hz, on a straight line between voiced frames; mel the energy of each band on the scale of loudness.
/// </summary>
internal sealed class TrackFeatures
{
    /// <summary>Frames per second.</summary>
    public const int FramesPerSecond = 100;

    private const double Reference = 220; // Hz
    private const double MaxAperiodicity = 0.25; // of a voiced frame
    private const double MinLoudness = 1.0 / 6; // −50 dB, of a voiced frame
    private const double Floor = 60; // dB below full scale
    private const int Bands = 40;

    private readonly LocalConditioning kind;
    private readonly int hop;
    private readonly int window;
    private readonly Pitch pitch;
    private readonly MelSpectrum mel;

    /// <summary>Prepares for clips of one rate.</summary>
    /// <param name="kind">Which features.</param>
    /// <param name="rate">Samples per second.</param>
    public TrackFeatures(LocalConditioning kind, int rate)
    {
        this.kind = kind;
        hop = Math.Max(1, rate / FramesPerSecond);
        window = Math.Max(1, rate / 40);
        pitch = new Pitch(rate);
        mel = new MelSpectrum(rate, (int)BitOperations.RoundUpToPowerOf2((uint)window), Bands);
    }

    /// <summary>The number of features.</summary>
    public int Count => NamesOf(kind).Count;

    /// <summary>The features of a run; null without local conditioning.</summary>
    /// <param name="transform">The run's transform of audio.</param>
    public static TrackFeatures? Create(AudioTransform transform) =>
        transform.Local == LocalConditioning.None ? null : new(transform.Local, transform.Rate);

    /// <summary>The names of the features.</summary>
    /// <param name="kind">Which features.</param>
    public static IReadOnlyList<string> NamesOf(LocalConditioning kind) =>
        kind switch
        {
            LocalConditioning.Loudness => ["loudness"],
            LocalConditioning.Pitch => ["voicing", "pitch"],
            LocalConditioning.LoudnessPitch => ["loudness", "voicing", "pitch"],
            LocalConditioning.Mel => [.. Enumerable.Range(1, Bands).Select(band => $"mel {band}")],
            _ => [],
        };

    /// <summary>The features of a clip.</summary>
    /// <param name="samples">Its samples.</param>
    public FeatureTrack Of(float[] samples)
    {
        // One frame more than there are, so that each sample is between two.
        int count = (samples.Length / hop) + 2;
        float[][] columns = kind switch
        {
            LocalConditioning.Loudness => [Loudness(samples, count)],
            LocalConditioning.Pitch => PitchOf(samples, count),
            LocalConditioning.LoudnessPitch => [Loudness(samples, count), .. PitchOf(samples, count)],
            _ => Mel(samples, count),
        };
        var frames = new float[count * columns.Length];
        for (int i = 0; i < frames.Length; i++)
        {
            frames[i] = columns[i % columns.Length][i / columns.Length];
        }

        return new FeatureTrack(frames, columns.Length, hop, samples.Length);
    }

    /// <summary>The fundamental frequency of each frame, in Hz; NaN where it is not voiced.</summary>
    /// <param name="samples">The samples of a clip.</param>
    public double[] Frequencies(float[] samples) =>
        [.. Voices(samples, (samples.Length / hop) + 1).Select(voice => voice.IsVoiced ? voice.Frequency : double.NaN)];

    /// <summary>The loudness of each frame, from 0 at −60 dB to 1 at full scale.</summary>
    /// <param name="samples">The samples of a clip.</param>
    public float[] Loudness(float[] samples) => Loudness(samples, (samples.Length / hop) + 1);

    private float[] Loudness(float[] samples, int count) =>
        [.. Enumerable.Range(0, count).Select(frame => (float)Level(MeanSquare(Around(samples, frame, window))))];

    private static double Level(double power) => Math.Max(0, (10 * Math.Log10(power + 1e-12) / Floor) + 1);

    private static double MeanSquare(ReadOnlySpan<float> samples) => Math.Pow(Features.Loudness.Measure(samples), 2);

    private List<(double Frequency, double Voicing, bool IsVoiced)> Voices(float[] samples, int count)
    {
        var voices = new List<(double, double, bool)>();
        for (int frame = 0; frame < count; frame++)
        {
            var around = Around(samples, frame, pitch.Length);
            bool isLoud = Level(MeanSquare(around)) > MinLoudness;
            var (frequency, aperiodicity) = isLoud ? pitch.Measure(around) : (0, 1);
            voices.Add((frequency, 1 - aperiodicity, aperiodicity < MaxAperiodicity));
        }

        return voices;
    }

    private float[][] PitchOf(float[] samples, int count)
    {
        var voices = Voices(samples, count);
        float[] octaves = new float[count];
        int last = -1;
        for (int frame = 0; frame < count; frame++)
        {
            if (!voices[frame].IsVoiced)
            {
                continue;
            }

            octaves[frame] = (float)Math.Log2(voices[frame].Frequency / Reference);
            for (int between = last + 1; between < frame; between++)
            {
                float share = last < 0 ? 1 : (between - last) / (float)(frame - last);
                octaves[between] = (share * octaves[frame]) + ((1 - share) * (last < 0 ? 0 : octaves[last]));
            }

            last = frame;
        }

        octaves.AsSpan(last + 1).Fill(last < 0 ? 0 : octaves[last]);
        return
        [
            [.. voices.Select(voice => (float)voice.Voicing)],
            octaves,
        ];
    }

    private float[][] Mel(float[] samples, int count)
    {
        // A sine of amplitude 1 has (length / 4)² under a Hann window, and a mean square of ½.
        double full = 2 * Math.Pow(mel.Length / 4.0, 2);
        var energies = new double[Bands];
        float[][] columns = [.. Enumerable.Range(0, Bands).Select(_ => new float[count])];
        for (int frame = 0; frame < count; frame++)
        {
            mel.Measure(Around(samples, frame, mel.Length), energies);
            for (int band = 0; band < Bands; band++)
            {
                columns[band][frame] = (float)Level(energies[band] / full);
            }
        }

        return columns;
    }

    // Silence is outside the clip.
    private float[] Around(float[] samples, int frame, int length)
    {
        var around = new float[length];
        int first = (frame * hop) - (length / 2);
        int from = Math.Max(0, first);
        int to = Math.Min(samples.Length, first + length);
        if (to > from)
        {
            samples.AsSpan(from, to - from).CopyTo(around.AsSpan(from - first));
        }

        return around;
    }
}
