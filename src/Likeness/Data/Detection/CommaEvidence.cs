namespace Likeness.Data.Detection;

/// <summary>What speaks for decimal commas in a column that can be read with decimal points, too.</summary>
internal enum CommaEvidence
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Semicolons between cells.</summary>
    Delimiter,

    /// <summary>Other columns, which have decimal commas for certain.</summary>
    Columns,
}
