using Likeness.Modalities.Audio.Data;
using Likeness.Numerics;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>Finds the nearest training window of a window, invariant to loudness, sign and shift.</summary>
internal sealed class NearestClips
{
    private const int Candidates = 8;

    private readonly TrainingFrames frames;
    private readonly double[][] clips;

    /// <summary>Prepares a search.</summary>
    /// <param name="train">The training clips.</param>
    /// <param name="frames">Their frames.</param>
    public NearestClips(ClipSet train, TrainingFrames frames)
    {
        this.frames = frames;
        clips = [.. train.Clips.Select(clip => Array.ConvertAll(clip, sample => (double)sample))];
    }

    /// <summary>The nearest training window among those within one hop of the frames with the most similar spectra.</summary>
    /// <param name="window">The samples of a window that is not silent.</param>
    /// <returns>Its position, and the distance √(1 − ρ²).</returns>
    public (int Clip, int Start, double Distance) Find(ReadOnlySpan<float> window)
    {
        var wanted = new double[window.Length];
        for (int i = 0; i < wanted.Length; i++)
        {
            wanted[i] = window[i];
        }

        (int Clip, int Start, double Distance) best = (0, 0, 1);
        foreach (var (clip, start) in frames.Nearest(window, Candidates))
        {
            int first = Math.Max(0, start - frames.Hop);
            int last = Math.Min(clips[clip].Length - wanted.Length, start + frames.Hop);
            for (int at = first; at <= last; at++)
            {
                double distance = Distance(wanted, clips[clip].AsSpan(at, wanted.Length));
                best = distance < best.Distance ? (clip, at, distance) : best;
            }
        }

        return best;
    }

    /// <summary>√(1 − ρ²): the norm of the residual after the best scaled second window is subtracted from the first, divided by the norm of the first.</summary>
    internal static double Distance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double dot = LaneSums.Dot(first, second);
        double norms = LaneSums.Dot(first, first) * LaneSums.Dot(second, second);
        return norms == 0 ? 1 : Math.Sqrt(Math.Max(0, 1 - (dot * dot / norms)));
    }
}
