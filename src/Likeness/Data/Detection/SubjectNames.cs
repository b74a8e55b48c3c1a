using System.Text.RegularExpressions;

namespace Likeness.Data.Detection;

/// <summary>
/// Names of columns that say that codes are those of people, accounts, documents or cases, of which there may be any number: <c>customer</c>, <c>patient_id</c>, <c>MemberNo</c>, <c>kundennummer</c>, <c>id_cliente</c>,
/// <c>ssn</c>, <c>email</c>, <c>manager_id</c>, <c>session_id</c>, <c>InvoiceNo</c>; not <c>customer_segment</c>, <c>user_agent</c> or <c>station_id</c>.
/// </summary>
internal static partial class SubjectNames
{
    private static readonly HashSet<string> People =
    [
        .. "customer cust client patient subject subj user member person employee emp student pupil participant respondent donor usubj policyholder cardholder accountholder subscriber borrower applicant beneficiary taxpayer voter".Split(
            ' '
        ),
        .. "kunde kunden klient klienten mitglied mitglieds patienten mitarbeiter versicherten nutzer benutzer teilnehmer proband probanden".Split(
            ' '
        ),
        .. "cliente paciente paziente utente usuario empleado alumno socio utilisateur adherent salarie klant".Split(
            ' '
        ),
    ];

    // Numbers under such a name alone count people.
    private static readonly HashSet<string> Plurals =
    [
        .. "kunden klienten mitglieds patienten mitarbeiter versicherten nutzer benutzer teilnehmer".Split(' '),
    ];

    // A bare account is rather one of a ledger, or an amount, and a bare order a rank.
    private static readonly HashSet<string> Accounts =
    [
        .. "session household order invoice receipt basket booking reservation claim policy contract loan ticket encounter admission bestellung rechnung rechnungs vertrag vertrags bestell".Split(
            ' '
        ),
        .. "account acct konto konten kontos compte cuenta conta conto rekening".Split(' '),
    ];

    // Documents and things whose numbers are those of their owners, however they are called further.
    private static readonly HashSet<string> Documents =
    [
        .. "ssn mrn nhs iban vin imei msisdn dni nif nie passport reisepass matricule".Split(' '),
    ];

    private static readonly HashSet<string> Contacts =
    [
        .. "email mail phone telephone mobile cellphone fax tel telefon handy mobil telefono portable".Split(' '),
    ];

    // Words before an id or a number: a bare agent may be a browser, and a tax an amount.
    private static readonly HashSet<string> Owned =
    [
        .. "manager supervisor doctor physician nurse driver agent rep representative seller badge license licence tax national insurance card loyalty serial plate personal".Split(
            ' '
        ),
        .. "fahrer arzt vertreter vorgesetzten personalausweis ausweis matrikel steuer karten kreditkarten serien fahrgestell führerschein medecin".Split(
            ' '
        ),
    ];

    // Who serve many people, whose rows are not theirs.
    private static readonly HashSet<string> Staff =
    [
        .. "manager supervisor doctor physician nurse agent rep representative teacher arzt vertreter vorgesetzten medecin".Split(
            ' '
        ),
    ];

    // What is measured several times, if its rows say so: a bare class or plant may be a code, too.
    private static readonly HashSet<string> Units =
    [
        .. "individual individuals ind indiv unit case panel proband volunteer child mother woman man twin family household hh".Split(
            ' '
        ),
        .. "firm company bank school class pupil teacher hospital clinic practice household farm farmer".Split(' '),
        .. "animal rat mouse chick pig cow calf lamb sheep goat dog cat horse monkey bird fish litter tree plant eye knee".Split(
            ' '
        ),
    ];

    // Things whose readings follow each other.
    private static readonly HashSet<string> Devices =
    [
        .. "meter device sensor machine engine turbine vehicle truck pump inverter battery drone bike boiler zähler maschine gerät fahrzeug compteur capteur".Split(
            ' '
        ),
    ];

    // What many people are in.
    private static readonly HashSet<string> Clusters =
    [
        .. "school class teacher hospital clinic practice bank".Split(' '),
    ];

    // Codes of places, trades and goods say what they are: samples keep them, also of one row for each year.
    private static readonly HashSet<string> Classes =
    [
        .. "state country nation county city town village district municipality province region area zone zip zipcode postcode fips tract block".Split(
            ' '
        ),
        .. "industry sector occupation naics sic isco code category type product item sku article store shop station site brand".Split(
            ' '
        ),
    ];

    // Numbers of rows that are all different, but for holes.
    private static readonly HashSet<string> Serials =
    [
        .. "pid sid cid rid tid eid fid seq seqno seqnr serial sequence snum idnum idno recno rowno caseno patno studyno obsno lfdnr pup code tract district fips".Split(
            ' '
        ),
    ];

    // Names of keys on their own; a bare number is rather a count.
    private static readonly HashSet<string> Bare = [.. "id no nr ident identifier key".Split(' ')];

    private static readonly HashSet<string> Numbers =
    [
        .. "no nr nbr num number nummer numero nro matricule".Split(' '),
    ];

    private static readonly HashSet<string> Ids = [.. "id uid uuid guid key ident identifier ref".Split(' ')];

    private static readonly HashSet<string> Codes = ["code", "codigo", "codice", "kennung"];

    /// <summary>Whether a name is one of people or accounts.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="areNumbers">Whether the column holds small numbers, which a number of people may be, too.</param>
    public static bool Are(string name, bool areNumbers = false)
    {
        string[] words = WordsOf(name);
        if (Array.IndexOf(words, "holder") is > 0 and var holder)
        {
            words = [.. words[..(holder - 1)], words[holder - 1] + words[holder], .. words[(holder + 1)..]];
        }

        return words switch
        {
            [.., var word] when Documents.Contains(word) || Contacts.Contains(word) => true,
            [.., "license" or "licence" or "number" or "registration", "plate"] => true,
            [var word] => People.Contains(word) || IsJoined(word, areNumbers),
            [var id, var word] when IsId(id, word, areNumbers) && IsSubject(word) && !IsCount(id, word) => true,
            [.., var word, var id] => IsId(id, word, areNumbers) && IsSubject(word),
            _ => false,
        };
    }

    /// <summary>Whether a name is one of people, not of their accounts, documents or managers: <c>patient_id</c>, <c>Emp ID</c>.</summary>
    /// <param name="name">The column's name.</param>
    public static bool ArePeople(string name) =>
        Are(name) && WordsOf(name) is var words && words.Any(People.Contains) && !words.Any(Staff.Contains);

    /// <summary>Whether a name is one of people who serve many others: <c>Manager ID</c>, <c>doctor</c>.</summary>
    /// <param name="name">The column's name.</param>
    public static bool AreStaff(string name) => WordsOf(name).Any(Staff.Contains);

    /// <summary>Whether numbers under a name rather count people than name them: <c>Kunden</c>.</summary>
    /// <param name="name">The column's name.</param>
    public static bool AreCounts(string name) => WordsOf(name) is [var word] && Plurals.Contains(word);

    /// <summary>Whether a name may be one of units of which several rows are: <c>id</c>, <c>nr</c>, <c>firm</c>, <c>school_id</c>, and those of <see cref="Are"/>.</summary>
    /// <param name="name">The column's name.</param>
    public static bool MayBeUnits(string name)
    {
        string[] words = WordsOf(name);
        return Are(name)
            || words switch
            {
                [var word] => Units.Contains(word) || Devices.Contains(word) || Bare.Contains(word),
                [var id, var word] when Bare.Contains(id) && IsUnit(word) => true,
                [.., var word, var id] => (Ids.Contains(id) || Numbers.Contains(id)) && IsUnit(word),
                _ => false,
            };
    }

    /// <summary>Whether a name is one of codes of places, trades or goods: <c>state</c>, <c>region_id</c>, <c>sic</c>.</summary>
    /// <param name="name">The column's name.</param>
    public static bool AreClasses(string name) => WordsOf(name).Any(Classes.Contains) && !MayBeUnits(name);

    /// <summary>Whether a name may be one of numbers of which each row has its own: <c>seqno</c>, <c>tract</c>, and those of <see cref="MayBeUnits"/>.</summary>
    /// <param name="name">The column's name.</param>
    public static bool MayBeSerials(string name) =>
        MayBeUnits(name) || (WordsOf(name) is [.., var last] && Serials.Contains(last));

    /// <summary>Whether a name is one of what many people are in, or of things that are read: <c>school</c>, <c>classNR</c>, <c>meter</c>.</summary>
    /// <param name="name">The column's name.</param>
    public static bool NeedTimes(string name) =>
        WordsOf(name).Any(word => Clusters.Contains(word) || Devices.Contains(word));

    /// <summary>The words of a name, in small letters: <c>patient</c> and <c>id</c> of <c>PatientId</c>.</summary>
    /// <param name="name">The column's name.</param>
    public static string[] WordsOf(string name) =>
        [.. Words().Matches(name).Select(word => word.Value.ToLowerInvariant())];

    private static bool IsUnit(string word) => Units.Contains(word) || Devices.Contains(word) || IsSubject(word);

    /// <summary>Whether a name is one of e-mail addresses or telephone numbers, or of how many of them there are, or of devices.</summary>
    public static bool AreContacts(string name)
    {
        string[] words = WordsOf(name);
        return words.Length > 0 && Contacts.Contains(words[^1]);
    }

    private static bool IsSubject(string word) =>
        People.Contains(word)
        || Accounts.Contains(word)
        || Documents.Contains(word)
        || Contacts.Contains(word)
        || Owned.Contains(word);

    // num_agent
    private static bool IsCount(string id, string word) => Numbers.Contains(id) && Owned.Contains(word);

    // The code of a subject is one of a course, and that of an account one of a ledger, and of a tax one of its rate.
    private static bool IsId(string id, string word, bool areNumbers) =>
        Ids.Contains(id)
        || (Numbers.Contains(id) && !areNumbers)
        || (Codes.Contains(id) && word != "subject" && !Accounts.Contains(word) && !Owned.Contains(word));

    // kundennummer, userid, steuernummer
    private static bool IsJoined(string word, bool areNumbers) =>
        Ids.Concat(Numbers)
            .Concat(Codes)
            .Any(id =>
                id.Length < word.Length
                && word.EndsWith(id, StringComparison.Ordinal)
                && IsSubject(word[..^id.Length])
                && IsId(id, word[..^id.Length], areNumbers)
            );

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
