namespace Likeness.Models;

/// <summary>What a dimension is for rows that follow each other.</summary>
internal enum ContextRole
{
    /// <summary>A value of the row.</summary>
    None,

    /// <summary>A value of the row before, which is only conditioned on.</summary>
    Before,

    /// <summary>The place of the row, from 0, which is only conditioned on.</summary>
    Place,

    /// <summary>A value that all rows share, so that it is known in all but the first.</summary>
    Shared,

    /// <summary>Whether the row begins a part of several rows.</summary>
    Begin,

    /// <summary>A value that all rows of a part share, so that it is known in all but its first.</summary>
    Part,

    /// <summary>A value that is known where a row before, of another part, has the same value of a further column, which is of this role, too.</summary>
    Repeated,

    /// <summary>A value that names the series of a row of a panel, or that all rows of the series share.</summary>
    Panel,

    /// <summary>The time of the row of a panel.</summary>
    PanelTime,

    /// <summary>Whether the row is the last one.</summary>
    End,
}
