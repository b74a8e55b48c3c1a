using Likeness.Cli.Commands;
using Likeness.Modalities;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>Completes <c>likeness train [--data FILE]</c>, which names no model, by the recipe of the data and the budget.</summary>
internal static class ModelChoice
{
    private const string ModelOption = "--model";
    private const string BudgetOption = "--budget";
    private const string SizeOption = "--size";

    // Each of these gives the length of the training, so that no budget is added.
    private static readonly string[] Lengths = ["--epochs", "--train-steps"];

    // Each of these makes the command one without a model.
    private static readonly string[] WithoutModel = ["--resume", "--help", "-h", "-?", "--version"];

    /// <summary>The command line with a model, its options and a budget, and a line that says what was chosen; null if the model is named.</summary>
    public static (string[] Args, string? Line) Complete(string[] args)
    {
        if (
            args.Length == 0
            || args[0] != TrainCommand.CommandName
            || (args.Length > 1 && !args[1].StartsWith('-'))
            || args.Any(word => WithoutModel.Contains(NameOf(word)) || word.StartsWith('@'))
        )
        {
            return (args, null);
        }

        int named = Array.FindIndex(args, word => word == ModelOption || word.StartsWith(ModelOption + "="));
        if (named >= 0)
        {
            bool isApart = args[named] == ModelOption;
            string name =
                !isApart ? args[named][(ModelOption.Length + 1)..]
                : named + 1 < args.Length ? args[named + 1]
                : throw new LikenessException("--model needs the name of a model ('likeness models' lists them)");
            return ([args[0], name, .. args[1..named], .. args[(named + (isApart ? 2 : 1))..]], null);
        }

        var source = DataOptionSet.SourceIn(args) ?? DataSource.Embedded(ModalityRegistry.Default.DefaultDataset!);
        var budget = BudgetIn(args);
        var recipe = Recipe.For(source, budget);
        recipe = SizeIn(args) is { } size ? recipe with { Options = recipe.Options?.Sized(size) } : recipe;
        bool hasLength = args.Any(word => Lengths.Contains(NameOf(word)));
        string[] time = budget is null && !hasLength ? [BudgetOption, OptionValue.Show(Recipe.DefaultBudget)] : [];
        string[] chosen = [args[0], recipe.Model, .. RecipeOptions.Missing(recipe, source.Modality, args), .. time];
        return (
            [.. chosen, .. args[1..]],
            RecipeLine.Describe(recipe, source, hasLength ? null : budget ?? Recipe.DefaultBudget, budget is null)
        );
    }

    /// <summary>The name of the option in an argument such as <c>--epochs=3</c>.</summary>
    public static string NameOf(string word) => word.Split('=', ':')[0];

    // A value that is no time, or no size, is reported by the code that parses the command.
    private static TimeSpan? BudgetIn(string[] args) =>
        OptionValue.Read(ValueIn(args, BudgetOption), typeof(TimeSpan), out _) is TimeSpan time && time > TimeSpan.Zero
            ? time
            : null;

    private static int? SizeIn(string[] args) =>
        OptionValue.Read(ValueIn(args, SizeOption), typeof(int), out _) is int size and >= 0 ? size : null;

    private static string ValueIn(string[] args, string option)
    {
        int at = Array.FindIndex(args, word => NameOf(word) == option);
        return at < 0 ? ""
            : args[at].Length > option.Length ? args[at][(option.Length + 1)..]
            : at + 1 < args.Length ? args[at + 1]
            : "";
    }
}
