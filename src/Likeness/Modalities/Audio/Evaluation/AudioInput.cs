using System.Numerics;
using Likeness.Figures;
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

            int[] lengths = [.. clips.Clips.Select(clip => clip.Length).Order()];
            int quarter = lengths.Length == 0 ? 0 : lengths[lengths.Length / 4];
            if (quarter < MinWindow)
            {
                throw new LikenessException(
                    $"A quarter of the {clips.Clips.Count} {name} clips have fewer than {MinWindow} samples; give longer clips."
                );
            }

            window = Math.Min(window, PowerOfTwo(quarter));
            while (window > MinWindow && Windows(clips, window) < AudioPairs.MinWindows)
            {
                window /= 2;
            }
        }

        return Math.Max(window, MinWindow);
    }

    /// <summary>Refuses clips with too few windows.</summary>
    /// <exception cref="LikenessException">There are too few windows.</exception>
    public static void Require(ClipSet clips, string name, int window, List<string> warnings)
    {
        long windows = Windows(clips, window);
        if (windows < AudioPairs.MinWindows)
        {
            throw new LikenessException(
                $"The {name} clips hold {windows} windows of {window} samples; give at least {AudioPairs.MinWindows}, because fewer cannot be compared."
            );
        }

        int tooShort = clips.Clips.Count(clip => clip.Length < window);
        if (tooShort > 0)
        {
            warnings.Add(
                $"{tooShort} of the {clips.Clips.Count} {name} clips have fewer than {window} samples and were left out."
            );
        }
    }

    /// <summary>The first clips up to a total number of samples.</summary>
    public static ClipSet Limit(ClipSet clips, string name, long most, List<string> warnings)
    {
        if (clips.Samples <= most)
        {
            return clips;
        }

        var kept = new List<float[]>();
        long room = most;
        foreach (float[] clip in clips.Clips)
        {
            if (room == 0)
            {
                break;
            }

            kept.Add(clip.Length <= room ? clip : clip[..(int)room]);
            room -= kept[^1].Length;
        }

        warnings.Add(
            $"The {name} clips have {Numeral.Whole(clips.Samples)} samples; the first {most >> 20} Mi samples of them were compared."
        );
        return new ClipSet(clips.Rate, kept);
    }

    private static long Windows(ClipSet clips, int window) => clips.Clips.Sum(clip => (long)(clip.Length / window));

    private static int PowerOfTwo(int most) => (int)(BitOperations.RoundUpToPowerOf2((uint)most + 1) / 2);
}
