using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// The rows of whole subjects that satisfy conditions which not all rows of a subject satisfy, such as on their counter or time, or which are known only when all are there, such as on the total of an order.
/// They stay as they were sampled: with their counters, times and totals.
/// </summary>
/// <param name="fits">Whether rows satisfy the conditions.</param>
/// <param name="count">The number of rows that are wanted.</param>
/// <param name="limit">The rows that may be sampled.</param>
/// <param name="conditions">The conditions in messages.</param>
/// <param name="key">The column of keys whose rows have those of others in between; null where they stand together.</param>
/// <param name="random">Chooses the last keys.</param>
/// <param name="hasOtherMethod">Whether the model can condition on values of single rows, as messages say.</param>
internal sealed class AcceptedSubjects(
    Func<Table, bool[]> fits,
    int count,
    SampleLimit limit,
    ConditionSet conditions,
    string? key,
    PhiloxRandom random,
    bool hasOtherMethod = false
)
{
    // Of fewer samples, keys of many rows may be all or none.
    private const int MinSamples = 16_384;

    private readonly Dictionary<string, Dictionary<long, long>> numbers = new(StringComparer.Ordinal);

    /// <summary>The rows sampled so far.</summary>
    public long Samples { get; private set; }

    /// <summary>Those that satisfied the conditions.</summary>
    public long Accepted { get; private set; }

    /// <summary>How the rows were made.</summary>
    public ConditionalSummary Summary =>
        new(
            ConditionalMethod.Rejection,
            Samples,
            Accepted,
            null,
            FormattableString.Invariant(
                $"{conditions}: by rejection of rows of whole keys; {100.0 * Accepted / Math.Max(1, Samples):0.###} % of {Samples:N0} samples accepted"
            )
        );

    /// <summary>Those of sampled rows that satisfy the conditions, their keys counted without those that have none.</summary>
    /// <param name="parts">Rows of subjects.</param>
    /// <exception cref="LikenessException">Too few satisfy them.</exception>
    public IEnumerable<SubjectRows> Of(IEnumerable<SubjectRows> parts)
    {
        long given = 0;
        foreach (var part in parts)
        {
            bool[] own = fits(part.Rows);
            Samples += own.Length;
            int[] all = [.. Enumerable.Range(0, own.Length).Where(row => own[row])];
            Accepted += all.Length;
            int[] taken = Taken(part, all, count - given);
            if (taken.Length > 0)
            {
                yield return new(
                    part.Rows.TakeRows(taken),
                    given,
                    part.Numbers.ToDictionary(
                        one => one.Key,
                        one => Array.ConvertAll(taken, row => Renumbered(one.Key, one.Value[row]))
                    )
                );
                given += taken.Length;
            }

            if (given == count)
            {
                yield break;
            }

            if (Samples >= MinSamples && limit.Ends(count, Accepted, Samples))
            {
                break;
            }
        }

        throw new LikenessException(
            FormattableString.Invariant(
                $"only {Accepted:N0} of {Samples:N0} samples satisfy {conditions}, but {count:N0} rows were requested (loosen the conditions, request fewer rows, {(hasOtherMethod ? "raise --max-samples, or use --method native, which makes keys of rows that fit and counts these again" : "or raise --max-samples")})"
            )
        );
    }

    // The last rows of a sample are those of some keys: the first ones of all keys would be early in their keys where these stand between each other.
    private int[] Taken(SubjectRows part, int[] fitting, long room)
    {
        if (fitting.Length <= room || key is null)
        {
            return fitting[..(int)Math.Min(fitting.Length, room)];
        }

        long[] keys = part.Numbers[key];
        long[] order = [.. fitting.Select(row => keys[row]).Distinct()];
        int[] places = random.Permutation(order.Length);
        var placeOf = order.Zip(places).ToDictionary(one => one.First, one => one.Second);
        return [.. fitting.OrderBy(row => placeOf[keys[row]]).Take((int)room).Order()];
    }

    private long Renumbered(string column, long number)
    {
        if (!numbers.TryGetValue(column, out var own))
        {
            numbers[column] = own = [];
        }

        own.TryAdd(number, own.Count);
        return own[number];
    }
}
