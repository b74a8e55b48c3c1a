using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>Chooses the columns in which wide tables are compared, so that the time of an evaluation has a bound.</summary>
internal static class ComparedColumns
{
    private const uint Stream = 1000; // those of the rows are below

    /// <summary>
    /// The numbers of <see cref="EvaluationSettings.MaxColumns"/> columns, chosen at random and increasing; null where all are compared.
    /// </summary>
    public static int[]? Choose(int width, EvaluationSettings settings)
    {
        if (width <= settings.MaxColumns)
        {
            return null;
        }

        var random = new PhiloxRandom(settings.Seed, ((ulong)EvaluationStream.Subsample << 32) | Stream);
        int[] chosen = random.Permutation(width)[..settings.MaxColumns];
        Array.Sort(chosen);
        return chosen;
    }

    /// <summary>The table in its chosen columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">What <see cref="Choose"/> gave.</param>
    public static Table Take(Table table, int[]? columns) => columns is null ? table : table.TakeColumns(columns);

    /// <summary>Says that some columns were chosen.</summary>
    public static string Warning(int width, EvaluationSettings settings) =>
        $"The tables have {width} columns; {settings.MaxColumns} of them, chosen at random, were compared.";
}
