using Likeness.Compute.Cpu;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Datasets;

/// <summary>
/// The default audio dataset: a plucked note in each clip, one of the eight of a C major scale (C4 to C5, equal temperament,
/// A4 = 440 Hz), detuned by up to a fifth of a semitone. The six harmonics have amplitudes 1/kᵇ and decay exponentially; b, the
/// decay time and the loudness are uniformly distributed. Samples lie on the grid of 16 bits, so that a WAVE file stores them exactly.
/// </summary>
[AudioDataset(
    "tones",
    Summary = "generated plucked notes of known pitch, 8,000 samples per second",
    Size = "480 clips of half a second"
)]
public sealed class TonesDataset : IAudioDataset
{
    private const int Rate = 8_000;
    private const int Length = Rate / 2;
    private const int Harmonics = 6;
    private const ulong Stream = 0x746F6E6573; // the ASCII codes of tones

    private static readonly string[] Names = ["C4", "D4", "E4", "F4", "G4", "A4", "B4", "C5"];
    private static readonly int[] SemitonesFromA4 = [-9, -7, -5, -4, -2, 0, 2, 3];

    /// <inheritdoc/>
    /// <returns>
    /// 400 training, 40 validation and 40 test clips, with the note as class and the factors <c>pitch</c> in Hz, <c>loudness</c>
    /// (the largest amplitude), <c>fading</c> (seconds to 1/e) and <c>fall</c> (b).
    /// </returns>
    public ClipSplits Load(ulong seed) => new(Sample(seed, 0, 400), Sample(seed, 1, 40), Sample(seed, 2, 40));

    private static ClipSet Sample(ulong seed, ulong part, int count)
    {
        var random = new PhiloxRandom(seed, Stream + part);
        double Between(double min, double max) => min + ((max - min) * random.NextDouble());
        var clips = new float[count][];
        var notes = new int[count];
        double[] pitch = new double[count];
        double[] loudness = new double[count];
        double[] fading = new double[count];
        double[] fall = new double[count];
        for (int i = 0; i < count; i++)
        {
            notes[i] = random.NextInt(Names.Length);
            pitch[i] = 440 * Math.Pow(2, (SemitonesFromA4[notes[i]] + Between(-0.2, 0.2)) / 12);
            (loudness[i], fading[i], fall[i]) = (Between(0.3, 0.9), Between(0.1, 0.4), Between(1, 2.5));
            clips[i] = Note(pitch[i], loudness[i], fading[i], fall[i]);
        }

        var factors = new Dictionary<string, double[]>(StringComparer.Ordinal)
        {
            ["pitch"] = pitch,
            ["loudness"] = loudness,
            ["fading"] = fading,
            ["fall"] = fall,
        };
        return new ClipSet(Rate, clips, Names, notes, factors);
    }

    private static float[] Note(double pitch, double loudness, double fading, double fall)
    {
        var sums = new double[Length];
        for (int i = 0; i < Length; i++)
        {
            double time = (double)i / Rate;
            double envelope = Math.Min(1, time / 0.005) * Math.Exp(-time / fading); // an attack of 5 ms, against clicks
            for (int k = 1; k <= Harmonics; k++)
            {
                sums[i] += envelope * Math.Pow(k, -fall) * Math.Sin(2 * Math.PI * k * pitch * time);
            }
        }

        double scale = loudness / sums.Max(Math.Abs);
        return Array.ConvertAll(sums, sum => WavFile.Quantised((float)(sum * scale)) / 32_768f);
    }
}
