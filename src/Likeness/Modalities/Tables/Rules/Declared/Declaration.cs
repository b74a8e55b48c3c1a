using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Declared;

/// <summary>A rule at its place in a schema.</summary>
/// <param name="Index">The place, from 0.</param>
/// <param name="Rule">The rule.</param>
internal sealed record Declaration(int Index, RuleText Rule)
{
    /// <summary>The determined, larger or computed column.</summary>
    public string Column => Rule.Column;

    /// <summary>The other columns.</summary>
    public IReadOnlyList<string> Parts => Rule.Parts;

    /// <summary>Whether a rule restores the same column from the same others.</summary>
    public bool Is(TableRule rule) => rule.Replaces && rule.Column == Column && rule.Needs.ToHashSet().SetEquals(Parts);

    /// <summary>The rules of a schema, and why others cannot be kept, by their places.</summary>
    /// <param name="columns">The columns of the data.</param>
    /// <param name="texts">The rules as the schema has them.</param>
    public static (IReadOnlyList<Declaration> Declared, IReadOnlyDictionary<int, string> Refused) Parse(
        IReadOnlyList<Column> columns,
        IReadOnlyList<string> texts
    )
    {
        var declared = new List<Declaration>();
        var refused = new Dictionary<int, string>();
        string[] names = [.. columns.Select(column => column.Name)];
        foreach (var (index, text) in texts.Index())
        {
            var rule = RuleText.Parse(text, names);
            if ((rule?.Unknown(names) ?? RuleText.Error(text, names, KindOf)) is { } error)
            {
                refused[index] = error;
            }
            else
            {
                declared.Add(new(index, rule!));
            }
        }

        return (declared, refused);

        string? KindOf(string name) => columns.FirstOrDefault(column => column.Name == name)?.Kind.Name;
    }
}
