using System.Collections;
using System.Numerics;

namespace Likeness.Data.Kinds;

/// <summary>
/// Keys that the data do not have, by their numbers. The numbers are divided into classes by their remainder; a class without a key of the data is free.
/// A run keeps which classes are free instead of the data's keys.
/// </summary>
internal sealed class FreeKeys
{
    // Patterns with so few keys have a class for each.
    private const int FewKeys = 1 << 16;
    private const int MinClasses = 1024;
    private const int BitsPerByte = 8;

    private readonly int modulus;
    private readonly BigInteger keysPerClass;
    private readonly int[] free;

    /// <summary>Reads what <see cref="Find"/> gave.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="classes">The classes; none for no free keys.</param>
    public FreeKeys(KeyPattern pattern, ReadOnlyMemory<byte> classes)
    {
        var bits = new BitArray(classes.ToArray());
        modulus = Math.Max(1, bits.Length) - 1;
        while (modulus > 0 && !bits[modulus])
        {
            modulus--;
        }

        free = [.. Enumerable.Range(0, modulus).Where(i => bits[i])];
        keysPerClass = modulus == 0 ? 0 : pattern.Size / modulus;
    }

    /// <summary>The number of free keys.</summary>
    public BigInteger Count => free.Length * keysPerClass;

    /// <summary>The number of a free key.</summary>
    public BigInteger this[BigInteger index] => (index / free.Length * modulus) + free[(int)(index % free.Length)];

    /// <summary>The free classes: a bit for each class, and a last one behind them.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="texts">The keys of the data.</param>
    public static byte[] Find(KeyPattern pattern, IReadOnlyList<string> texts)
    {
        if (pattern.IsCounter)
        {
            return [];
        }

        // With twice as many classes as keys, six of ten are free or more.
        int wanted = (int)Math.Min(int.MaxValue / 4, 2L * texts.Count);
        int classes =
            pattern.Size <= Math.Max(FewKeys, wanted) ? (int)pattern.Size : Prime(Math.Max(MinClasses, wanted));
        var bits = new BitArray(classes + 1, true);
        foreach (string text in texts)
        {
            if (pattern.Remainder(pattern.Parts?.Template(text) ?? text, classes) is >= 0 and var taken)
            {
                bits[taken] = false;
            }
        }

        byte[] bytes = new byte[(bits.Length / BitsPerByte) + 1];
        bits.CopyTo(bytes, 0);
        return bytes;
    }

    // A prime number shares no factor with the sizes of places, so that classes do not show in the keys.
    private static int Prime(int from)
    {
        int candidate = from;
        while (Enumerable.Range(2, (int)Math.Sqrt(candidate) - 1).Any(divisor => candidate % divisor == 0))
        {
            candidate++;
        }

        return candidate;
    }
}
