using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>
/// Frames of training clips at every sixteenth of a window, with log-mel spectra that are invariant to loudness and small shifts: they
/// select the training windows for a cross-correlation.
/// </summary>
internal sealed class TrainingFrames
{
    private const int Bands = 24;
    private const int HopsPerWindow = 16;
    private const double MinEnergy = 1e-4; // of the frame's energy

    private readonly MelSpectrum mel;
    private readonly ClipSet clips;
    private readonly List<(int Clip, int Start)> places = [];
    private readonly float[] spectra; // [frame][band]

    /// <summary>Describes all frames that are not silent.</summary>
    /// <param name="clips">The training clips.</param>
    /// <param name="window">Samples per window, a power of two.</param>
    /// <param name="silence">Windows with a smaller root mean square are left out.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="cancellationToken">Cancels between frames.</param>
    public TrainingFrames(ClipSet clips, int window, double silence, int threads, CancellationToken cancellationToken)
    {
        this.clips = clips;
        mel = new MelSpectrum(clips.Rate, window, Bands);
        Hop = window / HopsPerWindow;
        for (int clip = 0; clip < clips.Clips.Count; clip++)
        {
            for (int start = 0; start + window <= clips.Clips[clip].Length; start += Hop)
            {
                if (Loudness.Measure(clips.Clips[clip].AsSpan(start, window)) >= silence)
                {
                    places.Add((clip, start));
                }
            }
        }

        spectra = new float[places.Count * Bands];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, places.Count, options, i => Describe(Samples(i), spectra.AsSpan(i * Bands, Bands)));
    }

    /// <summary>Samples between frames.</summary>
    public int Hop { get; }

    /// <summary>The frames with the most similar spectra, no two of them within half a window of each other.</summary>
    /// <param name="window">The samples of a window.</param>
    /// <param name="count">The number of frames.</param>
    public List<(int Clip, int Start)> Nearest(ReadOnlySpan<float> window, int count)
    {
        Span<float> spectrum = stackalloc float[Bands];
        Describe(window, spectrum);
        var distances = new float[places.Count];
        for (int i = 0; i < distances.Length; i++)
        {
            ReadOnlySpan<float> other = spectra.AsSpan(i * Bands, Bands);
            for (int band = 0; band < Bands; band++)
            {
                float difference = spectrum[band] - other[band];
                distances[i] += difference * difference;
            }
        }

        var found = new List<(int Clip, int Start)>();
        while (found.Count < count)
        {
            int nearest = Nearest(distances);
            if (nearest < 0)
            {
                break;
            }

            found.Add(places[nearest]);
            Exclude(distances, nearest, window.Length / 2);
        }

        return found;
    }

    private static int Nearest(float[] distances)
    {
        int nearest = -1;
        for (int i = 0; i < distances.Length; i++)
        {
            if (distances[i] < (nearest < 0 ? float.PositiveInfinity : distances[nearest]))
            {
                nearest = i;
            }
        }

        return nearest;
    }

    // Frames of one clip are adjacent and in order.
    private void Exclude(float[] distances, int frame, int samples)
    {
        var (clip, start) = places[frame];
        for (int i = frame; i >= 0 && places[i].Clip == clip && start - places[i].Start < samples; i--)
        {
            distances[i] = float.PositiveInfinity;
        }

        for (int i = frame; i < places.Count && places[i].Clip == clip && places[i].Start - start < samples; i++)
        {
            distances[i] = float.PositiveInfinity;
        }
    }

    private ReadOnlySpan<float> Samples(int frame) =>
        clips.Clips[places[frame].Clip].AsSpan(places[frame].Start, mel.Length);

    private void Describe(ReadOnlySpan<float> samples, Span<float> spectrum)
    {
        Span<double> energies = stackalloc double[Bands];
        mel.Measure(samples, energies);
        double sum = 0;
        foreach (double energy in energies)
        {
            sum += energy;
        }

        for (int band = 0; band < Bands; band++)
        {
            spectrum[band] = (float)Math.Log((energies[band] / sum) + MinEnergy);
        }
    }
}
