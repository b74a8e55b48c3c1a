using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>
/// Distances of generated audio to training audio, compared with those of test audio. The distance of a window to its nearest training
/// window, at any offset, is √(1 − ρ²) for a normalised cross-correlation ρ: the relative residual amplitude after the best
/// scaled training window is subtracted. Silent windows are left out.
/// </summary>
/// <param name="WindowSamples">Samples per window.</param>
/// <param name="GeneratedMedian">The median distance of generated windows, in [0, 1].</param>
/// <param name="TestMedian">The median distance of test windows.</param>
/// <param name="NearDistance">Windows below this distance are near matches: at most 1 % of test windows, but at least one, lie below or at it.</param>
/// <param name="Exact">Windows within a distance of 0.001 (−60 dB) of a training window.</param>
/// <param name="Near">Windows below <paramref name="NearDistance"/>.</param>
/// <param name="Nearest">The generated window nearest to a training window; null if all are silent.</param>
public sealed record AudioMemorisation(
    int WindowSamples,
    double GeneratedMedian,
    double TestMedian,
    double NearDistance,
    MatchCount Exact,
    MatchCount Near,
    AudioMatch? Nearest
);

/// <summary>A generated window and its nearest training window.</summary>
/// <param name="Clip">The generated clip, from 0.</param>
/// <param name="Start">The first sample of the window in the clip.</param>
/// <param name="TrainClip">The training clip, from 0.</param>
/// <param name="TrainStart">The first sample of the training window in its clip.</param>
/// <param name="Distance">√(1 − ρ²), in [0, 1].</param>
public sealed record AudioMatch(int Clip, int Start, int TrainClip, int TrainStart, double Distance);
