using Likeness.Cli.Options;
using Likeness.Modalities;
using Likeness.Models;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The table of models, and the page of one model.</summary>
internal static class ModelScreen
{
    public static void ShowAll(IEnumerable<ModelEntry> models)
    {
        var table = Page.Table("Model", "Learns", "Description", "Paper");
        foreach (var model in models)
        {
            table.AddRow(
                $"[cyan]{model.Name}[/]",
                ModalityRegistry.FromExamples(model.Learns).Plural,
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

        JsonAnswer.Write(models.Select(Full)); // one for each kind of data that has a model of this name
    }

    private static void Show(ModelEntry model)
    {
        var set = new ModelOptionSet(model);
        Page.Line(
            $"[bold]{Markup.Escape(model.Title)}[/]  {Markup.Escape(model.Summary)}; learns {ModalityRegistry.FromExamples(model.Learns).Plural}"
        );
        Page.Line($"[grey]{Markup.Escape(model.Paper)}[/]");
        HelpRows.Write("Model options", set.Model.Select(HelpRows.Create));
        HelpRows.Write("Training options", set.Training.Select(HelpRows.Create));
        Page.Line("");
        Page.Line($"[grey]likeness train {model.Name} --help[/] shows how to set them.");
    }

    private static object Full(ModelEntry model)
    {
        var set = new ModelOptionSet(model);
        return new
        {
            model.Name,
            Kind = ModalityRegistry.FromExamples(model.Learns).Name,
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
            Kind = ModalityRegistry.FromExamples(model.Learns).Name,
            model.Title,
            model.Summary,
            model.Paper,
            model.Presets,
        };
}
