using Likeness.Cli.Options;
using Likeness.Data;
using Likeness.Models;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The table of models, and the page of one.</summary>
internal static class ModelScreen
{
    public static void ShowAll(IEnumerable<ModelEntry> models)
    {
        var table = Page.Table("Model", "Learns", "What it is", "Paper");
        foreach (var model in models)
        {
            table.AddRow(
                $"[cyan]{model.Name}[/]",
                model.Kind.Plural(),
                Markup.Escape(model.Summary),
                Markup.Escape(model.Paper)
            );
        }

        Page.Write(table);
        JsonAnswer.Write(models.Select(Described));
        Page.Line(
            "[grey]likeness models <model>[/] shows every option of one; [grey]likeness train <model>[/] trains it."
        );
    }

    public static void Show(IReadOnlyList<ModelEntry> models)
    {
        foreach (var model in models)
        {
            Show(model);
        }

        JsonAnswer.Write(models.Select(Full)); // one for each kind of data that the name stands for
    }

    private static void Show(ModelEntry model)
    {
        var set = new ModelOptionSet(model);
        Page.Line(
            $"[bold]{Markup.Escape(model.Title)}[/]  {Markup.Escape(model.Summary)}; learns {model.Kind.Plural()}"
        );
        Page.Line($"[grey]{Markup.Escape(model.Paper)}[/]");
        HelpRows.Write("The model", set.Model.Select(HelpRows.Create));
        HelpRows.Write("Its training", set.Training.Select(HelpRows.Create));
        Page.Line("");
        Page.Line($"[grey]likeness train {model.Name} --help[/] shows how to give them.");
    }

    private static object Full(ModelEntry model)
    {
        var set = new ModelOptionSet(model);
        return new
        {
            model.Name,
            model.Kind,
            model.Title,
            model.Summary,
            model.Paper,
            model.Presets,
            Options = set.Model.Concat(set.Training).Select(option => new { option.Name, option.Description }),
            Defaults = (object)model.DefaultOptions(),
        };
    }

    private static object Described(ModelEntry model) =>
        new
        {
            model.Name,
            model.Kind,
            model.Title,
            model.Summary,
            model.Paper,
            model.Presets,
        };
}
