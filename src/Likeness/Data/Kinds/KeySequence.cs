using System.Numerics;
using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>
/// Fresh keys of a pattern, none of which occurs twice, or in the data, unless keys repeat there. They have the lengths of the pattern as long as it has further keys; then longer
/// ones follow, unless the length is limited.
/// </summary>
internal sealed class KeySequence
{
    private readonly KeyPattern pattern;
    private readonly FreeKeys free;
    private readonly string column;
    private readonly ulong seed;
    private readonly int? longest;
    private readonly bool repeats;
    private readonly bool areRandom;
    private readonly (BigInteger Factor, BigInteger Offset) order;
    private readonly (BigInteger First, BigInteger Count)[] forms; // the free keys of each form
    private (BigInteger Factor, BigInteger Offset)? all; // the order of all keys

    /// <summary>Prepares the keys.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="free">The keys of the pattern that the data do not have.</param>
    /// <param name="column">The column's name in messages.</param>
    /// <param name="seed">Another seed gives other keys, where the pattern has no number to count on.</param>
    /// <param name="longest">The length of the longest key; null for any.</param>
    /// <param name="repeats">Whether keys may occur twice, or in the data, where these are most of the pattern's.</param>
    /// <param name="areSubjects">Whether they do only where the limited length has no others: each key is that of several rows.</param>
    public KeySequence(
        KeyPattern pattern,
        FreeKeys free,
        string column,
        ulong seed,
        int? longest,
        bool repeats,
        bool areSubjects = false
    )
    {
        areRandom = repeats && !areSubjects;
        (this.pattern, this.free, this.column) = (pattern, free, column);
        (this.seed, this.longest, this.repeats) = (seed, longest, repeats);
        order = Order(free.Count, 0);
        forms = FormsOf(pattern, free);
    }

    /// <summary>The mean step of keys that are counted.</summary>
    public long Step { get; init; } = 1;

    /// <summary>Whether all keys of the pattern are visited in turn, also those of the data.</summary>
    public bool VisitsAll { get; init; }

    /// <summary>A key.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <exception cref="LikenessException">There are not so many of the limited length.</exception>
    public string Key(long index)
    {
        if (pattern.IsCounter && Step > 1)
        {
            // One in each of equal intervals: they rise, and none is there twice.
            return pattern.Key((index * Step) + (long)(new PhiloxRandom(seed, (ulong)index).NextDouble() * Step));
        }

        if (pattern.IsCounter)
        {
            BigInteger last = longest is { } limit ? pattern.Within(limit) : index + BigInteger.One;
            return index < last ? pattern.Key(index)
                : repeats && last > 0 ? pattern.Key(index % last)
                : throw TooMany();
        }

        if (VisitsAll)
        {
            return pattern.Key(Place(index % pattern.Size, pattern.Size, all ??= Order(pattern.Size, 0)));
        }

        if (areRandom)
        {
            return RandomKey(index);
        }

        // A pattern of parts only has no other key of a combination.
        if (repeats && pattern.Size.IsOne)
        {
            return pattern.Key(0);
        }

        if (pattern.Frequencies?.Of(index) is var (form, number))
        {
            var (first, count) = forms[form];
            if (number < count)
            {
                return pattern.Key(free[first + Place(number, count, Order(count, (ulong)form))]);
            }
        }
        else if (index < free.Count)
        {
            return pattern.Key(free[Place(index, free.Count, order)]);
        }

        // Addresses are of one form, and may occur again.
        if (pattern.Length is null)
        {
            return RandomKey(index);
        }

        BigInteger rest = pattern.Frequencies is null ? index - free.Count : index;
        for (var longer = pattern.Longer(); longest is null || longer.Length <= longest; longer = longer.Longer())
        {
            BigInteger size = longer.Size;
            if (rest < size)
            {
                return longer.Key(Place(rest, size, Order(size, (ulong)longer.Length!)));
            }

            rest -= size;
        }

        return repeats ? RandomKey(index) : throw TooMany();
    }

    private string RandomKey(long index)
    {
        var random = new PhiloxRandom(seed, (ulong)index);
        if (pattern.Frequencies is { } frequencies)
        {
            var (first, count) = forms[frequencies.Of((long)(random.NextUInt64() >> 1)).Form];
            return count > 0
                ? pattern.Key(free[first + Random(random, count)])
                : pattern.Key(Random(random, pattern.Size));
        }

        return MostAreFree ? pattern.Key(free[Random(random, free.Count)]) : pattern.Key(Random(random, pattern.Size));
    }

    // Free keys are in the order of their numbers, and so are the forms.
    private static (BigInteger First, BigInteger Count)[] FormsOf(KeyPattern pattern, FreeKeys free)
    {
        var found = new List<(BigInteger First, BigInteger Count)>();
        BigInteger end = 0;
        BigInteger first = 0;
        foreach (var form in pattern.Forms ?? [])
        {
            end += form.Size;
            BigInteger next = first;
            for (BigInteger high = free.Count; next < high; )
            {
                BigInteger middle = (next + high) / 2;
                (next, high) = free[middle] < end ? (middle + 1, high) : (next, middle);
            }

            found.Add((first, next - first));
            first = next;
        }

        return [.. found];
    }

    // An odd multiple of the index, plus an offset, visits every number below the size once if it has no common factor with the size.
    private static BigInteger Place(BigInteger index, BigInteger size, (BigInteger Factor, BigInteger Offset) order) =>
        ((order.Factor * index) + order.Offset) % size;

    private (BigInteger Factor, BigInteger Offset) Order(BigInteger size, ulong length)
    {
        if (size.IsZero)
        {
            return default;
        }

        var random = new PhiloxRandom(seed, length);
        BigInteger factor = Random(random, size);
        BigInteger offset = Random(random, size);
        while (!BigInteger.GreatestCommonDivisor(factor, size).IsOne)
        {
            factor++;
        }

        return (factor, offset);
    }

    // A word more than the size has, so that all numbers are equally likely.
    private static BigInteger Random(PhiloxRandom random, BigInteger size)
    {
        BigInteger number = random.NextUInt64();
        for (int bytes = size.GetByteCount(); bytes > 0; bytes -= sizeof(ulong))
        {
            number = (number << 64) | random.NextUInt64();
        }

        return number % size;
    }

    private bool MostAreFree => 2 * free.Count >= pattern.Size;

    private LikenessException TooMany() =>
        new(
            $"column '{column}': the data leave too few keys of the pattern {pattern} for so many rows, and longer keys do not fit the schema or the database (sample fewer rows, or give a wider pattern in the schema)"
        );
}
