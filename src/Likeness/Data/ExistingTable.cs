namespace Likeness.Data;

/// <summary>What happens with a table of a database that exists before rows are written to it.</summary>
public enum ExistingTable
{
    /// <summary>Nothing is written, and an error says so.</summary>
    Refuse,

    /// <summary>It is dropped and created again, in the transaction that writes the rows.</summary>
    Replace,

    /// <summary>The rows are added to it.</summary>
    Append,
}
