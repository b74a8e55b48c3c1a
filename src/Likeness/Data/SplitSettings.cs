using System.Globalization;

namespace Likeness.Data;

/// <summary>Settings for splitting data without parts of its own.</summary>
/// <param name="Test">The fraction of test examples, in [0, 1).</param>
/// <param name="Validation">
/// The fraction of validation examples, in [0, 1). Null for runs of format 1, whose validation examples are the test examples.
/// </param>
/// <param name="Seed">The seed of the random split.</param>
public sealed record SplitSettings(double Test, double? Validation, ulong Seed)
{
    /// <summary>The default fraction of test examples.</summary>
    public const double DefaultTest = 0.2;

    /// <summary>The default fraction of validation examples.</summary>
    public const double DefaultValidation = 0.1;

    private const int MinExamples = 2;

    /// <summary>Splits indexed examples at random. The test examples depend only on the seed and <see cref="Test"/>.</summary>
    /// <param name="count">The number of examples.</param>
    /// <param name="unit">The unit, such as <c>rows</c>.</param>
    /// <param name="subjects">[count] the subject of each example, of which all are in one part; NaN for none. Null for independent examples.</param>
    /// <returns>The indices of the examples of each part, increasing.</returns>
    /// <exception cref="LikenessException">A fraction is out of range, or a part would have fewer than 2 examples.</exception>
    public DataSplit<int[]> Split(int count, string unit, double[]? subjects = null)
    {
        Check();
        int test = Size(count, Test, unit);
        // The validation part may be smaller, and the smallest data sets are used for training only; neither needs other settings.
        int fewest = count - test >= 2 * MinExamples ? MinExamples : 0;
        int asked = (int)Math.Round(count * (Validation ?? 0));
        int validation = Validation is null or 0 || asked >= MinExamples ? asked : fewest;
        int train = count - test - validation;
        if (train < MinExamples && test + validation > 0)
        {
            throw TooFew(count, unit, $"{train} to train on");
        }

        int[] order =
            test + validation == 0 ? [.. Enumerable.Range(0, count)] : RandomUse.Split.Random(Seed).Permutation(count);
        if (subjects is not null && test + validation > 0)
        {
            // A row without a subject is one of its own.
            order =
            [
                .. order
                    .GroupBy(row => double.IsNaN(subjects[row]) ? -1.0 - row : subjects[row])
                    .SelectMany(rows => rows),
            ];
            int tests = Boundary(order, subjects, test);
            validation = Validation is null ? validation : Boundary(order, subjects, test + validation) - tests;
            test = tests;
        }

        int[] tested = Sorted(order[..test]);
        return new DataSplit<int[]>(
            Sorted(order[(test + validation)..]),
            Validation is null ? tested : Sorted(order[test..(test + validation)]),
            tested
        );
    }

    /// <summary>Whether so many examples can be split, with at least two in each part.</summary>
    /// <param name="count">The number of examples.</param>
    internal bool CanSplit(int count)
    {
        int test = (int)Math.Round(count * Test);
        return Test + (Validation ?? 0) == 0 || (count - test >= MinExamples && (Test == 0 || test >= MinExamples));
    }

    /// <summary>Checks the fractions.</summary>
    /// <exception cref="LikenessException">A fraction is out of range, or nothing is left to train on.</exception>
    public void Check()
    {
        bool isValid = Test is >= 0 and < 1 && (Validation ?? 0) is >= 0 and < 1 && Test + (Validation ?? 0) < 1;
        if (!isValid)
        {
            string fractions = string.Create(CultureInfo.InvariantCulture, $"{Test} and {Validation ?? 0}");
            throw new LikenessException(
                $"test and validation fractions of {fractions} leave nothing to train on (give two fractions from 0 up that sum to less than 1)"
            );
        }
    }

    // The nearest place to a cut at which a subject begins; the cut itself if that leaves a part nearly empty.
    private static int Boundary(int[] order, double[] subjects, int cut)
    {
        bool Begins(int at) => at == 0 || at == order.Length || !subjects[order[at]].Equals(subjects[order[at - 1]]);
        for (int distance = 0; distance < Math.Min(cut - MinExamples, order.Length - MinExamples - cut); distance++)
        {
            if (Begins(cut + distance) || Begins(cut - distance))
            {
                return Begins(cut + distance) ? cut + distance : cut - distance;
            }
        }

        return cut;
    }

    private static int[] Sorted(int[] numbers)
    {
        Array.Sort(numbers);
        return numbers;
    }

    private int Size(int count, double fraction, string unit)
    {
        int size = (int)Math.Round(count * fraction);
        return fraction > 0 && size < MinExamples
            ? throw TooFew(count, unit, string.Create(CultureInfo.InvariantCulture, $"{size} in a part of {fraction}"))
            : size;
    }

    private LikenessException TooFew(int count, string unit, string what) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} {(count == 1 ? unit.TrimEnd('s') : unit)} split into a test fraction of {Test} and a validation fraction of {Validation ?? 0} leave {what}, but each part needs {MinExamples} (give more data, or --holdout 0 --validation 0 to train on everything)"
            )
        );
}
