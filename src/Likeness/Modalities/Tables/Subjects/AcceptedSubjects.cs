using Likeness.Data;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// The rows of whole subjects that satisfy conditions on what is known only when all rows of a subject are there, such as the total of an order.
/// </summary>
/// <param name="fits">Whether rows satisfy the conditions.</param>
/// <param name="count">The number of rows that are wanted.</param>
/// <param name="limit">The rows that may be sampled.</param>
/// <param name="conditions">The conditions in messages.</param>
internal sealed class AcceptedSubjects(Func<Table, bool[]> fits, int count, int limit, ConditionSet conditions)
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
            int[] taken = all[..(int)Math.Min(all.Length, count - given)];
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

            if (Samples >= MinSamples && Rejection.IsHopeless(count, limit, Accepted, Samples))
            {
                break;
            }
        }

        throw new LikenessException(
            FormattableString.Invariant(
                $"only {Accepted:N0} of {Samples:N0} samples satisfy {conditions}, but {count:N0} rows were requested (loosen the conditions, request fewer rows, or raise --max-samples)"
            )
        );
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
