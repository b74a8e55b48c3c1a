namespace Likeness.Data;

/// <summary>What tables of very many columns need that others do not.</summary>
internal static class WideTable
{
    private const int ManyColumns = 10_000;

    /// <summary>Frees what a piece of work on each column has left: of so many columns that is more than the data.</summary>
    /// <param name="columns">The number of columns.</param>
    public static void Collect(int columns)
    {
        if (columns > ManyColumns)
        {
            GC.Collect();
        }
    }
}
