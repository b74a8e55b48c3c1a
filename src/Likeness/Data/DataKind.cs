namespace Likeness.Data;

/// <summary>What the examples of a dataset are.</summary>
public enum DataKind
{
    /// <summary>Rows of numbers.</summary>
    [FormerName("points")]
    Table,

    /// <summary>Images of one size.</summary>
    Images,

    /// <summary>Recorded sound.</summary>
    Audio,

    /// <summary>Text.</summary>
    Text,
}

/// <summary>The kinds in words.</summary>
public static class DataKindNames
{
    /// <summary>What a model of the kind learns, such as <c>tables</c>.</summary>
    public static string Plural(this DataKind kind) =>
        kind switch
        {
            DataKind.Table => "tables",
            DataKind.Images => "images",
            DataKind.Audio => "sound",
            _ => "text",
        };

    /// <summary>What its examples are counted as in a training, such as <c>points</c>.</summary>
    public static string Counted(this DataKind kind) =>
        kind switch
        {
            DataKind.Table => "points",
            DataKind.Images => "images",
            _ => "pieces",
        };
}
