using Likeness.Data;

namespace Likeness.Modalities.Tables;

/// <summary>Numbers that models learn relative to what they know of the row: to the row before of the same key, or to the level of a series.</summary>
internal interface IRelativeColumns
{
    /// <summary>The names of the columns.</summary>
    IEnumerable<string> Restored { get; }

    /// <summary>The names of columns from whose numbers relative to something further models predict others.</summary>
    IEnumerable<string> Compared => [];

    /// <summary>The numbers of one of <see cref="Compared"/> relative to what it is compared with.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="decoded">What <see cref="Decode"/> gave of rows with what the column needs.</param>
    double[] Compare(string column, Table decoded) => throw new NotSupportedException();

    /// <summary>The columns that models see and a column is restored from, beside its own.</summary>
    /// <param name="column">The name of one of the columns.</param>
    IEnumerable<string> Needs(string column);

    /// <summary>Rows with the numbers of the columns.</summary>
    /// <param name="seen">Rows as models see them; columns that a number needs may be left out with it.</param>
    Table Decode(Table seen);
}
