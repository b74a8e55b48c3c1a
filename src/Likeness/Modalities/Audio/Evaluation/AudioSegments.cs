using Likeness.Compute.Cpu;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>
/// Divides clips into independent segments: the clips themselves, shuffled if there are at least ten; of a clip with more than a tenth of
/// all windows, contiguous parts. Folds, resamples and baselines keep segments whole.
/// </summary>
internal static class AudioSegments
{
    private const int FewClips = 10;
    private const int Parts = 25;

    /// <summary>The segments of clips with at least one window.</summary>
    /// <param name="clips">The clips.</param>
    /// <param name="window">Samples per window.</param>
    /// <param name="seed">Seed of the order of the clips.</param>
    /// <param name="stream">A separate stream for each set of clips.</param>
    public static ReadOnlyMemory<float>[] Cut(ClipSet clips, int window, ulong seed, ulong stream)
    {
        ReadOnlyMemory<float>[] whole =
        [
            .. clips.Clips.Where(clip => clip.Length >= window).Select(clip => new ReadOnlyMemory<float>(clip)),
        ];
        if (whole.Length >= FewClips)
        {
            int[] order = new PhiloxRandom(seed, stream).Permutation(whole.Length);
            whole = [.. order.Select(i => whole[i])];
        }

        long windows = whole.Sum(clip => (long)clip.Length / window);
        int each = (int)Math.Max(1, windows / Parts) * window;
        return
        [
            .. whole.SelectMany(clip =>
                clip.Length / window > Math.Max(1, windows / FewClips) ? Cut(clip, each, window) : [clip]
            ),
        ];
    }

    private static IEnumerable<ReadOnlyMemory<float>> Cut(ReadOnlyMemory<float> clip, int each, int window)
    {
        for (int start = 0; start + window <= clip.Length; start += each)
        {
            yield return clip.Slice(start, Math.Min(each, clip.Length - start));
        }
    }
}
