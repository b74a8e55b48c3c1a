using Likeness.Evaluation;
using Likeness.Evaluation.ExactTests;
using Likeness.Evaluation.Windows;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>Measures <see cref="AudioMemorisation"/>.</summary>
internal static class AudioMemorisationCheck
{
    private const int MaxWindows = 256;
    private const double ExactDistance = 1e-3;
    private const double NearFraction = 0.01; // of test windows
    private const double RelativeSilence = 0.05; // of the training clips' root mean square
    private const double AbsoluteSilence = 1e-4;

    /// <summary>Searches for training windows in generated and in test clips; windows with the same match count once.</summary>
    public static AudioMemorisation Measure(
        ClipSet train,
        ClipSet test,
        ClipSet generated,
        int window,
        int threads,
        CancellationToken cancellationToken
    )
    {
        double silence = Math.Max(AbsoluteSilence, RelativeSilence * Loudness.Measure(train));
        var frames = new TrainingFrames(train, window, silence, threads, cancellationToken);
        var search = new NearestClips(train, frames);
        AudioMatch[] made = Find(generated);
        AudioMatch[] unseen = Find(test);
        double[] distances = [.. unseen.Select(match => match.Distance).Order()];
        int rank = Math.Max(1, (int)(distances.Length * NearFraction));
        double near = distances.Length == 0 ? 0 : distances[rank - 1];
        int nearer = made.Count(match => match.Distance < near);
        return new AudioMemorisation(
            window,
            Median(made),
            Median(unseen),
            near,
            MatchCount.Fisher(
                [.. made.Select(match => match.Distance <= ExactDistance)],
                [.. unseen.Select(match => match.Distance <= ExactDistance)]
            ),
            new MatchCount(
                nearer,
                made.Length,
                unseen.Count(match => match.Distance < near),
                unseen.Length,
                unseen.Length == 0 ? 1 : ExceedanceTest.PValue(nearer, made.Length, rank, unseen.Length)
            ),
            made.MinBy(match => match.Distance)
        );

        AudioMatch[] Find(ClipSet clips)
        {
            (int Clip, int Start)[] windows = Evenly.Thin([.. Loud(clips, window, silence)], MaxWindows);
            var found = new AudioMatch[windows.Length];
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellationToken,
            };
            Parallel.For(
                0,
                windows.Length,
                options,
                i =>
                {
                    var (clip, start) = windows[i];
                    var (trainClip, trainStart, distance) = search.Find(clips.Clips[clip].AsSpan(start, window));
                    found[i] = new AudioMatch(clip, start, trainClip, trainStart, distance);
                }
            );

            // Windows of clips that repeat match the same one, and are no independent evidence.
            return [.. found.OrderBy(match => match.Distance).DistinctBy(match => (match.TrainClip, match.TrainStart))];
        }
    }

    private static IEnumerable<(int Clip, int Start)> Loud(ClipSet clips, int window, double silence)
    {
        for (int clip = 0; clip < clips.Clips.Count; clip++)
        {
            for (int start = 0; start + window <= clips.Clips[clip].Length; start += window)
            {
                if (Loudness.Measure(clips.Clips[clip].AsSpan(start, window)) >= silence)
                {
                    yield return (clip, start);
                }
            }
        }
    }

    private static double Median(AudioMatch[] matches) =>
        matches.Length == 0 ? 1 : Spread.Median([.. matches.Select(match => match.Distance)]);
}
