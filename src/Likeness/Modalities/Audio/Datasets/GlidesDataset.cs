using Likeness.Compute.Cpu;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Datasets;

/// <summary>
/// Audio whose pitch and loudness change within a clip, for local conditioning: a hummed line of notes from 150 to 600 Hz, each of 100 to 300 ms, which
/// glides from one to the next in 40 ms with a vibrato of 6 Hz, and swells from 0.1 to 0.8. The five harmonics have amplitudes 1/k. There are no
/// classes, so that a model without the features cannot know either. Samples lie on the grid of 16 bits, so that a WAVE file stores them exactly.
/// </summary>
[AudioDataset(
    "glides",
    Summary = "generated hums whose pitch and loudness glide, 8,000 samples per second",
    Size = "240 clips of a second"
)]
public sealed class GlidesDataset : IAudioDataset
{
    private const int Rate = 8_000;
    private const int Harmonics = 5;
    private const double Lowest = 150; // Hz
    private const double Octaves = 2;
    private const double GlideSeconds = 0.04;
    private const double Vibrato = 0.02; // octaves
    private const double VibratoRate = 6; // Hz
    private const ulong Stream = 0x676C69646573; // the ASCII codes of glides

    /// <inheritdoc/>
    /// <returns>200 training, 20 validation and 20 test clips, without classes.</returns>
    public ClipSplits Load(ulong seed) => new(Sample(seed, 0, 200), Sample(seed, 1, 20), Sample(seed, 2, 20));

    private static ClipSet Sample(ulong seed, ulong part, int count)
    {
        var random = new PhiloxRandom(seed, Stream + part);
        return new ClipSet(Rate, [.. Enumerable.Range(0, count).Select(_ => Hum(random))]);
    }

    private static float[] Hum(PhiloxRandom random)
    {
        double[] octaves = Line(random, 0, Octaves);
        double[] loudness = Line(random, Math.Log(0.1), Math.Log(0.8));
        double tremor = random.NextDouble();
        var samples = new float[Rate];
        double phase = 0; // in periods
        for (int i = 0; i < samples.Length; i++)
        {
            double time = (double)i / Rate;
            double vibrato = Vibrato * Math.Sin(2 * Math.PI * ((VibratoRate * time) + tremor));
            phase += Lowest * Math.Pow(2, octaves[i] + vibrato) / Rate;
            double sum = Enumerable.Range(1, Harmonics).Sum(k => Math.Sin(2 * Math.PI * k * phase) / k);
            double edges = Math.Min(1, Math.Min(time, 1 - time) / 0.01); // against clicks
            samples[i] = WavFile.Quantised((float)(edges * Math.Exp(loudness[i]) * sum / 2)) / 32_768f;
        }

        return samples;
    }

    // A value for each sample: constant for 100 to 300 ms, with a straight line to the next.
    private static double[] Line(PhiloxRandom random, double min, double max)
    {
        double Next() => min + ((max - min) * random.NextDouble());
        var line = new double[Rate];
        double value = Next();
        for (int i = 0; i < line.Length; )
        {
            int end = Math.Min(line.Length, i + (int)(Rate * (0.1 + (0.2 * random.NextDouble()))));
            line.AsSpan(i, end - i).Fill(value);
            double next = Next();
            int glide = Math.Min((int)(Rate * GlideSeconds), line.Length - end);
            for (int k = 0; k < glide; k++)
            {
                line[end + k] = value + ((next - value) * k / glide);
            }

            (i, value) = (end + glide, next);
        }

        return line;
    }
}
