using System.Numerics;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>Checks clips before they are compared, and selects the window length.</summary>
internal static class AudioInput
{
    private const double WindowSeconds = 0.128;
    private const int MinWindow = 256;

    /// <summary>
    /// The largest power of two of at most 128 ms and at most three quarters of the clips of each set, with at least
    /// 20 windows per set; at least 256.
    /// </summary>
    /// <exception cref="LikenessException">The clips are too short, or of different rates.</exception>
    public static int WindowOf(params ReadOnlySpan<(ClipSet Clips, string Name)> sets)
    {
        int rate = sets[0].Clips.Rate;
        int window = PowerOfTwo((int)(rate * WindowSeconds));
        foreach (var (clips, name) in sets)
        {
            if (clips.Rate != rate)
            {
                throw new LikenessException(
                    $"The {name} clips have {clips.Rate} samples per second and the {sets[0].Name} clips {rate}; resample one of them."
                );
            }

            window = TooShort(clips, name) is { } complaint
                ? throw new LikenessException(complaint)
                : Math.Min(window, PowerOfTwo(Quarter(clips)));
            while (window > MinWindow && Windows(clips, window) < AudioPairs.MinWindows)
            {
                window /= 2;
            }
        }

        return Math.Max(window, MinWindow);
    }

    /// <summary>Why clips of one rate are too short or too few to compare; null if they are not.</summary>
    public static string? Complaint(ClipSet train, ClipSet test, ClipSet generated)
    {
        if (
            (TooShort(test, "test") ?? TooShort(generated, "generated") ?? TooShort(train, "training")) is { } complaint
        )
        {
            return complaint;
        }

        int window = WindowOf((test, "test"), (generated, "generated"), (train, "training"));
        return TooFew(test, "test", window) is { } few
            ? $"{few.TrimEnd('.')} (train with more audio, or with more of it held out: --holdout 0.3)."
            : TooFew(generated, "generated", window);
    }

    /// <summary>Refuses clips with too few windows.</summary>
    /// <exception cref="LikenessException">There are too few windows.</exception>
    public static void Require(ClipSet clips, string name, int window, List<string> warnings)
    {
        if (TooFew(clips, name, window) is { } complaint)
        {
            throw new LikenessException(complaint);
        }

        int tooShort = clips.Clips.Count(clip => clip.Length < window);
        if (tooShort > 0)
        {
            warnings.Add(
                $"{tooShort} of the {clips.Clips.Count} {name} clips have fewer than {window} samples and were left out."
            );
        }
    }

    /// <summary>Clips at even distances up to a total number of samples.</summary>
    public static ClipSet Limit(ClipSet clips, string name, long most, List<string> warnings)
    {
        if (clips.Samples > most)
        {
            warnings.Add(
                $"The {name} clips have {Numeral.Whole(clips.Samples)} samples; {most >> 20} Mi samples of them, of clips at even distances, were compared."
            );
        }

        return clips.Spread(most);
    }

    private static string? TooShort(ClipSet clips, string name) =>
        Quarter(clips) < MinWindow
            ? $"A quarter of the {clips.Clips.Count} {name} clips have fewer than {MinWindow} samples; give longer clips."
            : null;

    private static string? TooFew(ClipSet clips, string name, int window) =>
        Windows(clips, window) is var windows and < AudioPairs.MinWindows
            ? $"The {name} clips hold {windows} windows of {window} samples; give at least {AudioPairs.MinWindows}, because fewer cannot be compared."
            : null;

    // A quarter of the clips are shorter.
    private static int Quarter(ClipSet clips)
    {
        int[] lengths = [.. clips.Clips.Select(clip => clip.Length).Order()];
        return lengths.Length == 0 ? 0 : lengths[lengths.Length / 4];
    }

    private static long Windows(ClipSet clips, int window) => clips.Clips.Sum(clip => (long)(clip.Length / window));

    private static int PowerOfTwo(int most) => (int)(BitOperations.RoundUpToPowerOf2((uint)most + 1) / 2);
}
