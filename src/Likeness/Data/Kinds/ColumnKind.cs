using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>
/// The kind of a column: what its cells, which a <see cref="Table"/> holds as numbers, stand for, and how a file writes them. A missing value is
/// NaN in a column of any kind; <see cref="Column.Missing"/> is its text.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NumberKind), "number")]
[JsonDerivedType(typeof(CategoryKind), "category")]
[JsonDerivedType(typeof(BooleanKind), "boolean")]
[JsonDerivedType(typeof(ListKind), "list")]
[JsonDerivedType(typeof(TimeKind), "time")]
[JsonDerivedType(typeof(DurationKind), "duration")]
[JsonDerivedType(typeof(IdentifierKind), "identifier")]
[JsonDerivedType(typeof(TextKind), "text")]
[JsonDerivedType(typeof(EmptyKind), "empty")]
public abstract record ColumnKind
{
    /// <summary>The name in schema.json and on the screen, such as <c>category</c>.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>The number of levels of a kind whose cells are the indices 0 … Levels − 1 of unordered or ordered levels; 0 for all others.</summary>
    [JsonIgnore]
    public virtual int LevelCount => 0;

    /// <summary>Whether differences between cells have a meaning: numbers, times, durations.</summary>
    [JsonIgnore]
    public virtual bool IsNumeric => false;

    /// <summary>Whether models learn the column; identifiers and free text are left out and filled in samples.</summary>
    [JsonIgnore]
    public virtual bool IsLearned => true;

    /// <summary>The kind as a run keeps it: without cells of the data.</summary>
    internal virtual ColumnKind ToStored() => this;

    /// <summary>Reads a cell that is not missing.</summary>
    /// <param name="text">The cell as the file writes it, without surrounding spaces.</param>
    /// <param name="value">The cell as a number.</param>
    /// <returns>False if the text is not of this kind.</returns>
    public abstract bool TryRead(ReadOnlySpan<char> text, out double value);

    /// <summary>The text of a cell that is not missing, as the file writes such cells.</summary>
    public abstract string Write(double value);
}
