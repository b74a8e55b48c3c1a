using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Likeness.Data;
using Likeness.Data.Audio;

namespace Likeness.Runs;

/// <summary>The clips of a run: what is learned from, what is chosen by, and what is judged on.</summary>
/// <param name="Train">What is trained on.</param>
/// <param name="Validation">What is chosen by; never what is judged on, where there are enough clips.</param>
/// <param name="Test">What is judged on.</param>
public sealed record AudioData(ClipSet Train, ClipSet Validation, ClipSet Test)
{
    private const int MinToHalve = 4;

    /// <summary>All clips.</summary>
    public int Clips => Train.Clips.Count + Test.Clips.Count + (IsChosenApart ? Validation.Clips.Count : 0);

    /// <summary>Whether other clips are chosen by than are judged on.</summary>
    public bool IsChosenApart => Validation != Test;

    /// <summary>Reads clips, brings them to one rate, and parts them; a clip that is alone is cut in time.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="rate">Samples a second to bring them to; 0 leaves them.</param>
    /// <param name="holdout">The share to hold out where the data comes without such clips; half of it is chosen by.</param>
    /// <param name="seed">The seed of what is parted by chance.</param>
    /// <exception cref="LikenessException">The clips cannot be read, or are too few to part.</exception>
    public static AudioData Load(DataSource source, int rate, double holdout, ulong seed)
    {
        var splits = source.LoadAudio(rate == 0 ? null : rate);
        if (splits is { Validation: { } validation, Test: { } test })
        {
            return new AudioData(
                Some(splits.Train, source, seed),
                Some(validation, source, seed),
                Some(test, source, seed)
            );
        }

        var all = Some(splits.Train, source, seed);
        if (all.Clips.Count == 1)
        {
            return InTime(all, holdout);
        }

        var split = Split.Sample(all.Clips.Count, holdout, seed);
        int[] heldOut = [.. split.HeldOut];
        int chosen = heldOut.Length < MinToHalve ? 0 : heldOut.Length / 2;
        // By chance, so that of classes that follow each other each can be in both halves.
        int[] order = RandomUse.Subset.Random(seed, 1).Permutation(heldOut.Length);
        var evaluated = all.Take([.. order[chosen..].Order().Select(i => heldOut[i])]);
        return new AudioData(
            all.Take(split.Train),
            chosen == 0 ? evaluated : all.Take([.. order[..chosen].Order().Select(i => heldOut[i])]),
            evaluated
        );
    }

    /// <summary>Reads the clips of a run again.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are not those that the run was made from.</exception>
    internal static AudioData Load(RunRecord record, int rate)
    {
        var data = Load(record.Data.Source, rate, record.Holdout, record.Seed);
        return data.Fingerprint() == record.Data.Fingerprint
            ? data
            : throw new LikenessException(
                $"{record.Data.Source.ShortName}: the sound is not what the run was made from (restore it, or start a new run)"
            );
    }

    /// <summary>Tells one set of clips from another: SHA-256 over rate, samples and classes of all parts.</summary>
    internal string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var number = new byte[sizeof(int)];
        foreach (var part in new[] { Train, Validation, Test })
        {
            Append(part.Rate);
            Append(part.Clips.Count);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', part.Classes)));
            foreach (int one in part.ClassOf)
            {
                Append(one);
            }

            foreach (float[] clip in part.Clips)
            {
                Append(clip.Length);
                foreach (float sample in clip)
                {
                    Append(BitConverter.SingleToInt32Bits(sample));
                }
            }
        }

        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";

        void Append(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, value);
            hash.AppendData(number);
        }
    }

    private static AudioData InTime(ClipSet clip, double holdout)
    {
        float[] samples = clip.Clips[0];
        int half = (int)(samples.Length * holdout / 2);
        int train = samples.Length - (2 * half);
        if (train == 0 || (half == 0 && holdout > 0))
        {
            throw new LikenessException(
                $"a sound of {samples.Length} samples is too short to be cut into parts (give a longer one, or --holdout 0)"
            );
        }

        return new AudioData(Part(samples[..train]), Part(samples[train..^half]), Part(samples[^half..]));

        ClipSet Part(float[] part) =>
            part.Length == 0 ? clip.Take([]) : new(clip.Rate, [part], clip.Classes, clip.ClassOf);
    }

    private static ClipSet Some(ClipSet clips, DataSource source, ulong seed)
    {
        if (source.DatasetRows is not int max || max >= clips.Clips.Count)
        {
            return clips;
        }

        int[] chosen = RandomUse.Subset.Random(seed).Permutation(clips.Clips.Count)[..max];
        Array.Sort(chosen);
        return clips.Take(chosen);
    }
}
