using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Csv;
using Likeness.Data.Recurrences;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Absence;
using Likeness.Modalities.Tables.Panels;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Modalities.Tables.Views;

namespace Likeness.Modalities.Tables;

/// <summary>The encoding as JSON.</summary>
public sealed partial class TableEncoding
{
    private const string ViewProperty = "view";
    private const string RulesProperty = "rules";
    private const string ProtectionProperty = "protection";
    private const string RangesProperty = "ranges";
    private const string LevelsProperty = "levels";
    private const string AbsentProperty = "absent";
    private const string RestoredProperty = "restored";
    private const string DialectProperty = "dialect";
    private const string ContextProperty = "context";
    private const string OrderProperty = "order";
    private const string RunningProperty = "running";
    private const string PanelProperty = "panel";

    private static readonly JsonSerializerOptions DialectJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <inheritdoc/>
    public JsonElement ToJson()
    {
        var json = Transform.ToJson();
        var all = JsonObject.Create(json)!;
        if (!view.IsIdentity || Panel is not null || rules.Rules.Count > 0)
        {
            all[ViewProperty] = JsonObject.Create(view.ToJson());
        }

        if (Panel is not null || rules.Rules.Count > 0)
        {
            all[RulesProperty] = JsonObject.Create(rules.ToJson());
        }

        if (protection.Limits.Count > 0)
        {
            all[ProtectionProperty] = JsonArray.Create(protection.ToJson());
        }

        if (ranges.All.Count > 0)
        {
            all[RangesProperty] = JsonArray.Create(ranges.ToJson());
        }

        if (grids.All.Count > 0)
        {
            all[LevelsProperty] = JsonArray.Create(grids.ToJson());
        }

        if (restored.All.Count > 0)
        {
            all[RestoredProperty] = JsonArray.Create(restored.ToJson());
        }

        if (Absent.All.Count > 0)
        {
            all[AbsentProperty] = JsonArray.Create(Absent.ToJson());
        }

        if (Context is not null)
        {
            all[ContextProperty] = JsonSerializer.SerializeToNode(Context, DialectJson);
        }

        if (Panel is not null)
        {
            all[PanelProperty] = JsonSerializer.SerializeToNode(Panel, DialectJson);
        }

        if (Order is not null)
        {
            all[OrderProperty] = JsonSerializer.SerializeToNode(Order, DialectJson);
        }

        if (Running is not null)
        {
            all[RunningProperty] = JsonSerializer.SerializeToNode(Running, DialectJson);
        }

        if (Dialect is not null)
        {
            all[DialectProperty] = JsonSerializer.SerializeToNode(Dialect, DialectJson);
        }

        return JsonSerializer.SerializeToElement(all);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public static TableEncoding FromJson(JsonElement json)
    {
        var transform = DataTransform.FromJson(json);
        var view = json.TryGetProperty(ViewProperty, out var stored)
            ? NumericView.FromJson(stored)
            : NumericView.Identity(transform.Columns.Select(column => new Column(column.Name, column.Grid)));
        var rules = json.TryGetProperty(RulesProperty, out var found)
            ? TableRules.FromJson(found)
            : new TableRules(view.Columns, []);
        var protection = json.TryGetProperty(ProtectionProperty, out var limits)
            ? Protection.FromJson(limits)
            : Protection.None;
        var grids = json.TryGetProperty(LevelsProperty, out var levels) ? LevelGrids.FromJson(levels) : LevelGrids.None;
        var ranges = json.TryGetProperty(RangesProperty, out var all) ? LevelRanges.FromJson(all) : LevelRanges.None;
        bool isRestored = json.TryGetProperty(RestoredProperty, out var restored);
        var numbers = isRestored ? RestoredNumbers.FromJson(restored) : RestoredNumbers.None;
        return new(protection, rules, view, grids, numbers, ranges, transform)
        {
            Absent = json.TryGetProperty(AbsentProperty, out var absent)
                ? AbsentCells.FromJson(absent)
                : AbsentCells.None,
            Context = json.TryGetProperty(ContextProperty, out var context)
                ? context.Deserialize<SubjectContext>(DialectJson)
                : null,
            Panel = json.TryGetProperty(PanelProperty, out var panel) ? ReadPanel(panel) : null,
            Order = json.TryGetProperty(OrderProperty, out var order) ? order.Deserialize<RowOrder>(DialectJson) : null,
            Running = json.TryGetProperty(RunningProperty, out var running)
                ? running.Deserialize<RunningColumns>(DialectJson)
                : null,
            Dialect = json.TryGetProperty(DialectProperty, out var dialect)
                ? dialect.Deserialize<CsvDialect>(DialectJson)
                : null,
        };
    }

    // Runs from before numbers were relative to their series have the rows alone.
    private static PanelContext? ReadPanel(JsonElement panel) =>
        panel.TryGetProperty("rows", out _) ? panel.Deserialize<PanelContext>(DialectJson)
        : panel.Deserialize<PanelRows>(DialectJson) is { } rows ? new PanelContext(rows, [])
        : null;

    // Where models say that a number stands, and give none.
    private static void ExcludeMissing(Table rows, bool[] allowed)
    {
        for (int column = 0; column < rows.Width; column++)
        {
            for (int row = 0; row < allowed.Length && rows.Columns[column] is { Codes: not null, Missing: null }; row++)
            {
                allowed[row] &= !rows.Columns[column].IsMissing(rows[row, column]);
            }
        }
    }
}
