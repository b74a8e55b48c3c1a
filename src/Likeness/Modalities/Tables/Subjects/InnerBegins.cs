using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Which of the next rows begin an inner key: as many inner keys end at each place as in the data, with the last rows of outer keys.</summary>
/// <param name="inner">The rule of inner keys.</param>
/// <param name="rows">Samples the rows.</param>
/// <param name="random">Chooses among rows of which the model is equally sure.</param>
internal sealed class InnerBegins(SubjectColumns inner, NextRows rows, PhiloxRandom random)
{
    private const int Draws = 4;

    /// <summary>Chooses them.</summary>
    /// <param name="before">The rows before of those that go on.</param>
    /// <param name="place">The place of the next rows in their outer keys.</param>
    /// <param name="all">The rows before, those that are the last ones, too.</param>
    /// <param name="going">Which of them go on.</param>
    public bool[] Choose(Table before, int place, NestedPlaces all, int[] going)
    {
        var nested = all.Take(going);
        bool[] begins = rows.DrawBegins(before, place, nested);
        if (begins.Length == 0)
        {
            return begins;
        }

        int[] sure = ExpectedFlags.Sure(begins.Length, Draws, () => rows.DrawBegins(before, place, nested));
        int[] shuffled = random.Permutation(begins.Length);
        foreach (var group in shuffled.GroupBy(row => nested.Places[row]).OrderBy(group => group.Key))
        {
            int reached = all.Places.Count(one => one == group.Key);
            int ended = reached - group.Count();
            double wanted = (reached * Ending(group.Key)) - ended;
            ExpectedFlags.Adjust(
                begins,
                group,
                Math.Clamp((int)(wanted + random.NextDouble()), 0, group.Count()),
                sure,
                Draws
            );
        }

        return begins;
    }

    // Of the inner keys that have a row at a place, those that have none behind it.
    private double Ending(int place)
    {
        KeyRowCount[] going = [.. inner.Sizes.Where(size => size.Rows > place)];
        return going.Length == 0
            ? 1
            : going.Where(size => size.Rows == place + 1).Sum(size => size.Keys) / (double)going.Sum(size => size.Keys);
    }
}
