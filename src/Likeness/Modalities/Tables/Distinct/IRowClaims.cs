using Likeness.Data;

namespace Likeness.Modalities.Tables.Distinct;

/// <summary>What each row of a sample takes so that no other row may have it, such as a combination of levels or a time from one moment to another.</summary>
internal interface IRowClaims
{
    /// <summary>Whether no row has taken what a row would.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="row">The row.</param>
    bool IsFree(Table rows, int row);

    /// <summary>Takes what a row does.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="row">The row.</param>
    void Take(Table rows, int row);

    /// <summary>A number that similar rows have, of which one takes the place of another.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="row">The row.</param>
    double ClassOf(Table rows, int row);

    /// <summary>Leaves all free again.</summary>
    void Clear();
}
